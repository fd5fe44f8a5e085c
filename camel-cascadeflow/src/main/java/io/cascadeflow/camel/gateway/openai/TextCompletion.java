package io.cascadeflow.camel.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import org.jspecify.annotations.Nullable;

/** Legacy completions, whole or a piece of one: both are told in the same form. */
final class TextCompletion {

    private static final String OBJECT = "text_completion";

    private TextCompletion() {}

    static ObjectNode of(CompletionHead head, TextForm form, ChatReply reply) {
        JsonNode logprobs = new TextLogprobs(form).of(reply.logprobs());
        String finish = CompletionJson.finishReason(reply.finishReason());
        ObjectNode json = piece(head, form.front() + reply.text(), logprobs, finish);
        if (reply.usage() != null) {
            json.set("usage", CompletionJson.usage(reply.usage()));
        }
        return json;
    }

    /** @param finish absent in all chunks but the last */
    static ObjectNode piece(CompletionHead head, String text, JsonNode logprobs, @Nullable String finish) {
        ObjectNode json = head.of(OBJECT);
        ObjectNode choice =
                json.putArray("choices").addObject().put("text", text).put("index", 0);
        choice.set("logprobs", logprobs);
        choice.put("finish_reason", finish);
        return json;
    }

    /** One without a choice. */
    static ObjectNode empty(CompletionHead head) {
        ObjectNode json = head.of(OBJECT);
        json.putArray("choices");
        return json;
    }
}
