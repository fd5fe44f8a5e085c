package io.cascadeflow.camel;

import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.EmbeddingRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The question of a message, for those who only look at it. */
public final class ReadQuestion {

    private ReadQuestion() {}

    /**
     * As an endpoint of ours reads it, of texts to embed all of them; what no such endpoint understands is taken as a text. The message can be read again
     * afterwards.
     */
    public static ChatRequest of(Message message) {
        if (message.getBody() instanceof EmbeddingRequest request) {
            return ChatRequest.of(String.join("\n", request.texts()));
        }
        try {
            ChatRequest structured = RequestReader.structured(message.getBody());
            return structured == null ? ofText(message) : structured;
        } catch (IllegalArgumentException unreadable) {
            return ChatRequest.of(MessageText.of(message));
        }
    }

    /** The same as models are asked it: with the passages that were retrieved for it. */
    public static ChatRequest sent(Message message) {
        return Passages.around(of(message), message);
    }

    private static ChatRequest ofText(Message message) {
        String text = MessageText.of(message);
        return RequestReader.isJson(message.getHeader(Exchange.CONTENT_TYPE, String.class))
                ? OpenAiShape.read(OpenAiShape.parse(text))
                : ChatRequest.of(text);
    }
}
