package io.cascadeflow.camel.bridge;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.TokenUsage;
import java.util.Locale;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** An answer, and what is known of it. */
public record CascadeAnswer(ChatReply reply, CascadeAccount account) {

    /** What is on an exchange that has been answered. */
    public static CascadeAnswer of(Exchange exchange) {
        return new CascadeAnswer(reply(exchange), CascadeAccount.of(exchange.getMessage()));
    }

    /** What our endpoints answered, while it is still in the body; of any other steps there is a text. */
    private static ChatReply reply(Exchange exchange) {
        Draft draft = exchange.getProperty(CascadeFlowProperties.DRAFT, Draft.class);
        Message message = exchange.getMessage();
        if (draft != null) {
            ChatReply reply = draft.reply();
            boolean changed = message.getBody() instanceof String body && !body.equals(reply.text());
            return (changed ? reply.withMessage(ChatMessage.assistant(message.getBody(String.class))) : reply)
                    .withUsage(reply.usage() == null ? usage(message) : reply.usage());
        }
        String text = message.getBody(String.class);
        String finish = message.getHeader(CascadeFlowConstants.FINISH_REASON, String.class);
        ChatReply reply = ChatReply.of(
                Objects.requireNonNullElse(message.getHeader(CascadeFlowConstants.MODEL, String.class), ""),
                text == null ? "" : text);
        return finish == null ? reply : reply.withFinishReason(FinishReason.valueOf(finish.toUpperCase(Locale.ROOT)));
    }

    private static @Nullable TokenUsage usage(Message message) {
        Long input = message.getHeader(CascadeFlowConstants.INPUT_TOKENS, Long.class);
        Long output = message.getHeader(CascadeFlowConstants.OUTPUT_TOKENS, Long.class);
        return input == null || output == null ? null : TokenUsage.estimated(input, output);
    }
}
