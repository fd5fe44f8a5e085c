package io.cascadeflow.camel.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.provider.WireJson;

/**
 * Log-probabilities in the form of legacy completions: a list for each thing that is told of a token. Counts the offsets of one
 * answer's tokens, in Unicode characters from the beginning of its text. Not thread-safe.
 */
final class TextLogprobs {

    private final TextForm form;
    private int offset;

    TextLogprobs(TextForm form) {
        this.form = form;
    }

    /** Of the answer's next tokens; null where there are none, or the client did not ask. */
    JsonNode of(Logprobs logprobs) {
        if (!form.withLogprobs() || !logprobs.isPresent()) {
            return NullNode.getInstance();
        }
        ObjectNode json = WireJson.object();
        ArrayNode tokens = json.putArray("tokens");
        ArrayNode own = json.putArray("token_logprobs");
        ArrayNode top = json.putArray("top_logprobs");
        ArrayNode offsets = json.putArray("text_offset");
        for (TokenLogprob token : logprobs.tokens()) {
            tokens.add(token.token());
            own.add(token.logprob());
            top.add(likeliest(token));
            offsets.add(offset);
            offset += token.token().codePointCount(0, token.token().length());
        }
        return json;
    }

    /** The chosen token is always among them. */
    private static ObjectNode likeliest(TokenLogprob token) {
        ObjectNode json = WireJson.object();
        token.alternatives().forEach(other -> json.put(other.token(), other.logprob()));
        return json.put(token.token(), token.logprob());
    }
}
