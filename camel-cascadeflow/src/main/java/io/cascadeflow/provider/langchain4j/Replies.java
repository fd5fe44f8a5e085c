package io.cascadeflow.provider.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers of the library's models as ours. */
final class Replies {

    private Replies() {}

    /** @param asked what the endpoint calls the model: where the bean does not say which one answered */
    static ChatReply of(ChatResponse response, String asked) {
        AiMessage message = response.aiMessage();
        String served = response.modelName();
        List<ToolCall> calls =
                message.toolExecutionRequests().stream().map(Replies::call).toList();
        return new ChatReply(
                response.id() == null ? "" : response.id(),
                served == null || served.isBlank() ? asked : served,
                new ChatMessage(Role.ASSISTANT, content(message), calls, null),
                finish(response.finishReason()),
                Usages.of(response.tokenUsage()),
                Logprobs.ABSENT,
                null);
    }

    private static List<ContentPart> content(AiMessage message) {
        List<ContentPart> content = new ArrayList<>();
        String signature = message.attribute(Messages.SIGNATURE, String.class);
        String thought = message.thinking();
        if ((thought != null && !thought.isEmpty()) || signature != null) {
            content.add(new ContentPart.Reasoning(thought == null ? "" : thought, signature, false));
        }
        if (message.text() != null && !message.text().isEmpty()) {
            content.add(new ContentPart.Text(message.text()));
        }
        for (Image image : message.images()) {
            if (image.base64Data() != null) {
                content.add(new ContentPart.ImageData(
                        image.mimeType() == null ? "image/png" : image.mimeType(), image.base64Data()));
            } else if (image.url() != null) {
                content.add(new ContentPart.ImageUrl(image.url().toString(), null));
            }
        }
        return content;
    }

    private static ToolCall call(ToolExecutionRequest call) {
        String id = call.id();
        return new ToolCall(
                id == null || id.isBlank() ? "call_" + UUID.randomUUID() : id,
                call.name(),
                call.arguments() == null || call.arguments().isBlank() ? "{}" : call.arguments());
    }

    private static FinishReason finish(dev.langchain4j.model.output.@Nullable FinishReason reason) {
        if (reason == null) {
            return FinishReason.UNKNOWN;
        }
        return switch (reason) {
            case STOP -> FinishReason.STOP;
            case LENGTH -> FinishReason.LENGTH;
            case TOOL_EXECUTION -> FinishReason.TOOL_CALLS;
            case CONTENT_FILTER -> FinishReason.CONTENT_FILTER;
            case OTHER -> FinishReason.UNKNOWN;
        };
    }
}
