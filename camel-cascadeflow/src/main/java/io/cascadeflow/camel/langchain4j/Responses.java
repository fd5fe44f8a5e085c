package io.cascadeflow.camel.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.cascadeflow.camel.bridge.CascadeAnswer;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ToolCall;

/** Answers in the library's words. */
final class Responses {

    private Responses() {}

    static ChatResponse of(CascadeAnswer answer) {
        ChatReply reply = answer.reply();
        CascadeResponseMetadata.Builder metadata = CascadeResponseMetadata.of(answer.account())
                .id(reply.id())
                .modelName(reply.model())
                .finishReason(finish(reply.finishReason()));
        if (reply.usage() != null) {
            metadata.tokenUsage(new TokenUsage(
                    Math.toIntExact(reply.usage().totalInput()),
                    Math.toIntExact(reply.usage().output())));
        }
        return ChatResponse.builder()
                .aiMessage(message(reply))
                .metadata(metadata.build())
                .build();
    }

    private static AiMessage message(ChatReply reply) {
        AiMessage.Builder message = AiMessage.builder()
                .toolExecutionRequests(reply.message().toolCalls().stream()
                        .map(Responses::call)
                        .toList());
        if (!reply.text().isEmpty() || reply.message().toolCalls().isEmpty()) {
            message.text(reply.text());
        }
        String thought = reply.message().reasoning();
        if (!thought.isEmpty()) {
            message.thinking(thought);
        }
        return message.build();
    }

    private static ToolExecutionRequest call(ToolCall call) {
        return ToolExecutionRequest.builder()
                .id(call.id())
                .name(call.name())
                .arguments(call.arguments())
                .build();
    }

    private static FinishReason finish(io.cascadeflow.model.FinishReason reason) {
        return switch (reason) {
            case STOP -> FinishReason.STOP;
            case LENGTH, CONTEXT_WINDOW -> FinishReason.LENGTH;
            case TOOL_CALLS -> FinishReason.TOOL_EXECUTION;
            case CONTENT_FILTER, REFUSAL -> FinishReason.CONTENT_FILTER;
            case PAUSE, ERROR, UNKNOWN -> FinishReason.OTHER;
        };
    }
}
