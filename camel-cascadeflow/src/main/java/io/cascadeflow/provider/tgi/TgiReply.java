package io.cascadeflow.provider.tgi;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenLogprob.Alternative;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ErrorBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a reply. */
final class TgiReply {

    private TgiReply() {}

    /** @param promptTokens what a header says of the prompt; absent when none does */
    static ChatReply read(JsonNode json, String model, @Nullable Long promptTokens) {
        JsonNode details = json.path("details");
        List<TokenLogprob> tokens = new ArrayList<>();
        int place = 0;
        for (JsonNode token : details.path("tokens")) {
            token(token, details.path("top_tokens").path(place)).ifPresent(tokens::add);
            place++;
        }
        return new ChatReply(
                "",
                model,
                ChatMessage.assistant(json.path("generated_text").asText()),
                finishReason(details.path("finish_reason").asText("")),
                usage(details, promptTokens),
                Logprobs.of(tokens),
                null);
    }

    /** A token that is no text, such as the one that ends it, is no part of the answer. */
    static Optional<TokenLogprob> token(JsonNode token, JsonNode others) {
        if (!token.path("logprob").isNumber() || token.path("special").asBoolean()) {
            return Optional.empty();
        }
        List<Alternative> alternatives = new ArrayList<>();
        for (JsonNode other : others) {
            if (other.path("logprob").isNumber()) {
                alternatives.add(new Alternative(
                        other.path("text").asText(""), other.path("logprob").asDouble()));
            }
        }
        return Optional.of(new TokenLogprob(
                token.path("text").asText(""), token.path("logprob").asDouble(), alternatives));
    }

    private static FinishReason finishReason(String reason) {
        return switch (reason) {
            case "eos_token", "stop_sequence" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            default -> FinishReason.UNKNOWN;
        };
    }

    /** Streams tell the prompt's length, replies in one piece only a header does, or the prompt's own tokens. */
    static @Nullable TokenUsage usage(JsonNode details, @Nullable Long promptTokens) {
        Long prompt = promptTokens;
        if (details.path("input_length").isNumber()) {
            prompt = details.path("input_length").asLong();
        } else if (prompt == null && details.path("prefill").size() > 0) {
            prompt = (long) details.path("prefill").size();
        }
        return prompt == null || prompt < 0 || !details.path("generated_tokens").isNumber()
                ? null
                : TokenUsage.of(
                        prompt, Math.max(0, details.path("generated_tokens").asLong()));
    }

    static boolean isError(JsonNode json) {
        return json.hasNonNull("error") || json.hasNonNull("error_type");
    }

    static ErrorBody error(JsonNode json) {
        return ErrorBody.of(json.path("error_type").asText(null), null, null);
    }
}
