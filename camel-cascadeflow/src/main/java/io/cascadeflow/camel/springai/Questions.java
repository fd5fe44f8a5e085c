package io.cascadeflow.camel.springai;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.tool.definition.ToolDefinition;

/** The library's questions as ours. */
final class Questions {

    private Questions() {}

    /** @throws IllegalArgumentException when something in it has no form here */
    static ChatRequest of(Prompt prompt, List<ToolDefinition> offered) {
        List<ChatMessage> messages =
                prompt.getInstructions().stream().flatMap(Questions::messages).toList();
        ChatRequest request = ChatRequest.of(messages);
        if (!offered.isEmpty()) {
            request = request.withTools(
                    new Tools(offered.stream().map(Questions::tool).toList(), ToolChoice.AUTO, null));
        }
        ChatOptions options = prompt.getOptions();
        return options == null ? request : with(request, options);
    }

    private static ChatRequest with(ChatRequest request, ChatOptions options) {
        List<String> stop = options.getStopSequences();
        return request.withSampling(new Sampling(
                        options.getTemperature(),
                        options.getTopP(),
                        options.getTopK(),
                        null,
                        options.getPresencePenalty(),
                        options.getFrequencyPenalty(),
                        stop == null ? List.of() : stop))
                .withOutput(Output.DEFAULT.withMaxTokens(options.getMaxTokens()).withFormat(format(options)));
    }

    private static ResponseFormat format(ChatOptions options) {
        String schema = options instanceof StructuredOutputChatOptions structured ? structured.getOutputSchema() : null;
        return schema == null || schema.isBlank()
                ? ResponseFormat.TEXT
                : new ResponseFormat.Schema("answer", schema, false);
    }

    private static ToolSpec tool(ToolDefinition tool) {
        return new ToolSpec(tool.name(), tool.description(), tool.inputSchema(), null);
    }

    private static Stream<ChatMessage> messages(Message message) {
        if (message instanceof SystemMessage system) {
            return Stream.of(ChatMessage.system(system.getText()));
        }
        if (message instanceof UserMessage user) {
            return Stream.of(user(user));
        }
        if (message instanceof AssistantMessage answer) {
            return Stream.of(answer(answer));
        }
        if (message instanceof ToolResponseMessage results) {
            return results.getResponses().stream()
                    .map(result -> ChatMessage.toolResult(result.id(), result.responseData()));
        }
        throw new IllegalArgumentException("a message of type %s has no form here".formatted(message.getMessageType()));
    }

    private static ChatMessage user(UserMessage message) {
        List<ContentPart> content = new ArrayList<>();
        if (!message.getText().isEmpty()) {
            content.add(new ContentPart.Text(message.getText()));
        }
        message.getMedia().forEach(media -> content.add(image(media)));
        return new ChatMessage(Role.USER, content, List.of(), null);
    }

    private static ContentPart image(Media media) {
        if (!media.getMimeType().getType().equals("image")) {
            throw new IllegalArgumentException(
                    "media of type %s has no form here; leave it out".formatted(media.getMimeType()));
        }
        String type = media.getMimeType().getType() + "/" + media.getMimeType().getSubtype();
        Object data = media.getData();
        if (data instanceof URI || data instanceof String) {
            return new ContentPart.ImageUrl(data.toString(), null);
        }
        return new ContentPart.ImageData(type, Base64.getEncoder().encodeToString(media.getDataAsByteArray()));
    }

    private static ChatMessage answer(AssistantMessage message) {
        @Nullable String text = message.getText();
        return new ChatMessage(
                Role.ASSISTANT,
                text == null || text.isEmpty() ? List.of() : List.of(new ContentPart.Text(text)),
                message.getToolCalls().stream()
                        .map(call -> new ToolCall(call.id(), call.name(), call.arguments()))
                        .toList(),
                null);
    }
}
