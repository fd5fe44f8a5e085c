package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.Logprobs;
import java.util.List;

/** The log-probabilities of all chunks, in either of the two shapes that {@link LogprobsDecoder} reads. */
final class StreamedLogprobs {

    private static final List<String> LISTS = List.of("content", "refusal");
    private static final String TOKENS = "tokens";
    private static final List<String> BESIDE_TOKENS = List.of("token_logprobs", "top_logprobs");

    private final ObjectNode all = Json.object();

    /**
     * @param logprobs those of a chunk: an object, or a bare number for the one token that the chunk holds
     * @param text the chunk's text
     * @return what they say
     */
    Logprobs add(JsonNode logprobs, String text) {
        if (logprobs.isNumber() && !text.isEmpty()) {
            ObjectNode one = Json.object();
            one.putArray(TOKENS).add(text);
            one.putArray("token_logprobs").add(logprobs);
            return add(one, text);
        }
        if (!logprobs.isObject()) {
            return Logprobs.ABSENT;
        }
        LISTS.forEach(list -> logprobs.path(list).forEach(all.withArray(list)::add));
        parallel(logprobs);
        return LogprobsDecoder.read(logprobs);
    }

    /** A list that a chunk lacks, or that is too short, gets nulls, so that the others stay beside their tokens. */
    private void parallel(JsonNode logprobs) {
        JsonNode tokens = logprobs.path(TOKENS);
        for (int i = 0; i < tokens.size(); i++) {
            all.withArray(TOKENS).add(tokens.path(i));
            for (String list : BESIDE_TOKENS) {
                all.withArray(list)
                        .add(
                                logprobs.path(list).path(i).isMissingNode()
                                        ? null
                                        : logprobs.path(list).path(i));
            }
        }
    }

    ObjectNode json() {
        return all;
    }
}
