package io.cascadeflow.camel.springai;

import io.cascadeflow.camel.bridge.CascadeAnswer;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.TokenUsage;
import java.util.List;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** Answers in the library's words. */
final class Responses {

    private Responses() {}

    static ChatResponse of(CascadeAnswer answer) {
        return rest(answer, 0);
    }

    /** A piece of an answer's text. */
    static ChatResponse piece(String text) {
        return new ChatResponse(List.of(new Generation(new AssistantMessage(text))));
    }

    /** @param told how much of the text is told already, in UTF-16 units */
    static ChatResponse rest(CascadeAnswer answer, int told) {
        ChatReply reply = answer.reply();
        AssistantMessage message = AssistantMessage.builder()
                .content(reply.text().substring(Math.min(told, reply.text().length())))
                .toolCalls(reply.message().toolCalls().stream()
                        .map(call ->
                                new AssistantMessage.ToolCall(call.id(), "function", call.name(), call.arguments()))
                        .toList())
                .build();
        ChatGenerationMetadata ended = ChatGenerationMetadata.builder()
                .finishReason(reply.finishReason().name())
                .build();
        return new ChatResponse(List.of(new Generation(message, ended)), metadata(answer));
    }

    private static ChatResponseMetadata metadata(CascadeAnswer answer) {
        ChatReply reply = answer.reply();
        ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder()
                .id(reply.id())
                .model(reply.model())
                .keyValue(CascadeChatModel.ACCOUNT, answer.account());
        TokenUsage usage = reply.usage();
        if (usage != null) {
            int input = Math.toIntExact(usage.totalInput());
            int output = Math.toIntExact(usage.output());
            metadata.usage(new DefaultUsage(input, output, input + output, usage));
        }
        return metadata.build();
    }
}
