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

/** {@code POST /v1/chat/completions}. */
public final class ChatCompletionsApi implements Api {

    /** What is for the provider alone, and does not change what an answer may cost. */
    private static final Set<String> PASSED_ON = Set.of(
            "logit_bias",
            "metadata",
            "min_p",
            "prompt_cache_key",
            "prompt_cache_retention",
            "repetition_penalty",
            "safety_identifier",
            "store",
            "verbosity");

    /** What is settled here, and goes no further. */
    private static final Set<String> SETTLED = Set.of("stream", "stream_options", "service_tier", "modalities");

    private static final Set<String> KNOWN = known();

    private final Clock clock;

    public ChatCompletionsApi(Clock clock) {
        this.clock = clock;
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(OpenAiShape.UNDERSTOOD);
        known.addAll(PASSED_ON);
        known.addAll(SETTLED);
        return known;
    }

    @Override
    public Asked read(ObjectNode body) {
        JsonFields fields = new JsonFields(body, "");
        fields.only(KNOWN);
        String model = fields.requiredText("model");
        StreamOptions options = StreamOptions.of(fields);
        refuseWhatCostsOtherwise(fields);
        ObjectNode question = WireJson.object();
        question.setAll(body);
        question.remove(SETTLED);
        return new AskedCompletion(
                model, OpenAiShape.read(question), options.streamed(), options.withUsage(), clock.instant());
    }

    private static void refuseWhatCostsOtherwise(JsonFields fields) {
        String tier = fields.text("service_tier");
        if (tier != null && !Set.of("auto", "default").contains(tier)) {
            throw fields.unknown("service_tier", "auto or default, or leave it out");
        }
        JsonNode modalities = fields.get("modalities");
        if (!modalities.isMissingNode() && !modalities.equals(WireJson.array().add("text"))) {
            throw fields.wrong("modalities", "is more than [\"text\"], which is all there is here");
        }
    }

    @Override
    public Refusal refusal(Fault fault, String requestId) {
        return OpenAiError.refusal(fault);
    }
}
