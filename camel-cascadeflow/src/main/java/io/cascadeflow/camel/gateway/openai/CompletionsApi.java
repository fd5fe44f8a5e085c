package io.cascadeflow.camel.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.camel.OpenAiShape;
import io.cascadeflow.camel.gateway.Api;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.camel.gateway.Refusal;
import io.cascadeflow.provider.WireJson;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/completions}, the older form: a prompt is continued, by asking a chat model. How long an answer may be is left to
 * the provider where the client does not say; OpenAI's own 16 tokens would cut nearly all.
 */
public final class CompletionsApi implements Api {

    /** What means the same as in Chat Completions, or is for the provider alone. */
    private static final Set<String> AS_IN_CHAT = Set.of(
            "max_tokens",
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "stop",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "repetition_penalty",
            "logit_bias",
            "user");

    private static final Set<String> KNOWN = known();

    private final Clock clock;

    public CompletionsApi(Clock clock) {
        this.clock = clock;
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(AS_IN_CHAT);
        known.addAll(
                Set.of("model", "prompt", "stream", "stream_options", "logprobs", "echo", "n", "best_of", "suffix"));
        return known;
    }

    @Override
    public Asked read(ObjectNode body) {
        JsonFields fields = new JsonFields(body, "");
        fields.only(KNOWN);
        refuseWhatHasNoAnswer(fields);
        String model = fields.requiredText("model");
        String prompt = prompt(fields);
        Integer logprobs = fields.count("logprobs", 0, 5);
        boolean echo = Boolean.TRUE.equals(fields.flag("echo"));
        if (echo && logprobs != null) {
            throw fields.wrong(
                    "echo", "with logprobs asks for those of the prompt, which nobody has here; leave one out");
        }
        StreamOptions options = StreamOptions.of(fields);
        return new AskedText(
                model,
                OpenAiShape.read(question(body, prompt, logprobs)),
                options,
                new TextForm(echo ? prompt : "", logprobs != null),
                clock.instant());
    }

    private static void refuseWhatHasNoAnswer(JsonFields fields) {
        for (String field : Set.of("n", "best_of")) {
            Integer answers = fields.count(field, 1, Integer.MAX_VALUE);
            if (answers != null && answers != 1) {
                throw fields.wrong(
                        field, "is %d, and there is one answer to a request; ask once for each".formatted(answers));
            }
        }
        if (fields.has("suffix")) {
            throw fields.wrong("suffix", "asks for a text in between, which chat models do not give; leave it out");
        }
    }

    private static String prompt(JsonFields fields) {
        JsonNode prompt = fields.get("prompt");
        if (!prompt.isArray()) {
            return fields.requiredText("prompt");
        }
        if (!prompt.path(0).isTextual()) {
            throw fields.wrong("prompt", "is no list of texts; give a text: tokens mean something else to each model");
        }
        if (prompt.size() > 1) {
            throw fields.wrong("prompt", "has %d texts; send a request for each".formatted(prompt.size()));
        }
        return new JsonFields(WireJson.object().set("prompt", prompt.get(0)), "").requiredText("prompt");
    }

    /** The same in the form of Chat Completions. */
    private static ObjectNode question(ObjectNode body, String prompt, @Nullable Integer logprobs) {
        ObjectNode question = WireJson.object();
        question.setAll(body);
        question.retain(AS_IN_CHAT);
        question.putArray("messages").addObject().put("role", "user").put("content", prompt);
        if (logprobs != null) {
            question.put("logprobs", true).put("top_logprobs", logprobs);
        }
        return question;
    }

    @Override
    public Refusal refusal(Fault fault, String requestId) {
        return OpenAiError.refusal(fault);
    }
}
