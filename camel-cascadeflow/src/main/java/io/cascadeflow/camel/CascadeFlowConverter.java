package io.cascadeflow.camel;

import io.cascadeflow.camel.stream.ReplyStream;
import io.cascadeflow.camel.stream.TextStream;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Converter;

/** Camel's conversions between texts, maps and the records of a conversation. */
@Converter(generateLoader = true)
public final class CascadeFlowConverter {

    private CascadeFlowConverter() {}

    /** A prompt: the text is one user's message, whatever it looks like. */
    @Converter
    public static ChatRequest toChatRequest(String prompt) {
        return ChatRequest.of(prompt);
    }

    /** An OpenAI-shaped request. */
    @Converter
    public static ChatRequest toChatRequest(Map<?, ?> openAi) {
        return OpenAiShape.read(openAi);
    }

    @Converter
    public static ChatRequest toChatRequest(ChatMessage message) {
        return ChatRequest.of(List.of(message));
    }

    /** The answer's text. */
    @Converter
    public static String toString(ChatReply reply) {
        return reply.text();
    }

    /** The assistant's message, to go on with the conversation. */
    @Converter
    public static ChatMessage toChatMessage(ChatReply reply) {
        return reply.message();
    }

    /** All of the answer's text; waits for it. */
    @Converter
    public static String toString(ReplyStream stream) {
        return stream.stream().map(ReplyStream::textOf).collect(Collectors.joining());
    }

    /** The answer's text as it comes, in UTF-8. Closing it ends the call. */
    @Converter
    public static InputStream toInputStream(ReplyStream stream) {
        return new TextStream(stream);
    }
}
