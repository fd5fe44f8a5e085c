package io.cascadeflow.camel;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The draft that is in a tier's message. */
final class Drafts {

    private Drafts() {}

    /**
     * The draft that the tier's endpoint left if the body is still its answer; else the same reply with the body's text, and
     * without what was measured of the old one.
     *
     * @param left absent when the tier has no endpoint of ours
     */
    static Draft of(Message message, @Nullable Draft left, CascadeRequest request) {
        if (left == null) {
            return new Draft(
                    request.asChatRequest(), ChatReply.of("", MessageText.of(message)), List.of(), request.context());
        }
        // an object, such as the bean of outputClass, was read from the draft
        if (!MessageText.isText(message.getBody())) {
            return left;
        }
        String text = MessageText.of(message);
        return text.equals(left.reply().text())
                ? left
                : new Draft(
                        left.request(),
                        withText(left.reply(), text),
                        left.others(),
                        left.context().withMeasured(Map.of()));
    }

    /** Without log-probabilities, which belong to the tokens of the old text. */
    private static ChatReply withText(ChatReply reply, String text) {
        ChatMessage message = new ChatMessage(
                Role.ASSISTANT,
                List.of(new ContentPart.Text(text)),
                reply.message().toolCalls(),
                null);
        return reply.withMessage(message).withLogprobs(Logprobs.ABSENT);
    }
}
