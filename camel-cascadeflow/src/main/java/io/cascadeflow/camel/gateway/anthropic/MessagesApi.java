package io.cascadeflow.camel.gateway.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.camel.gateway.Api;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.camel.gateway.Refusal;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Serving;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/messages}. What would run at Anthropic (server tools, MCP servers, containers), documents, and what changes the
 * price of a token are refused by their names; so is what Anthropic itself refuses.
 */
public final class MessagesApi implements Api {

    private static final Set<String> KNOWN = known();

    private static Set<String> known() {
        Set<String> known = new HashSet<>(QuestionReader.FIELDS);
        known.addAll(SamplingReader.FIELDS);
        known.addAll(Set.of("max_tokens", "metadata", "service_tier", "stream"));
        return Set.copyOf(known);
    }

    @Override
    public Asked read(ObjectNode body) {
        JsonFields fields = new JsonFields(body, "");
        fields.only(KNOWN);
        String model = fields.requiredText("model");
        if (!fields.has("max_tokens")) {
            throw fields.wrong("max_tokens", "is missing: say how many tokens the answer may have");
        }
        ChatRequest question = QuestionReader.read(fields);
        ChatRequest request = question.withSampling(SamplingReader.read(fields, question.output()))
                .withUser(user(fields))
                .withServing(new Serving(question.serving().cache(), isStandardOnly(fields)));
        return new AskedMessage(model, request, Boolean.TRUE.equals(fields.flag("stream")));
    }

    private static @Nullable String user(JsonFields fields) {
        JsonFields metadata = fields.object("metadata");
        if (metadata == null) {
            return null;
        }
        metadata.only(Set.of("user_id"));
        return metadata.text("user_id");
    }

    private static boolean isStandardOnly(JsonFields fields) {
        String tier = fields.text("service_tier");
        if (tier == null || tier.equals("auto")) {
            return false;
        }
        if (tier.equals("standard_only")) {
            return true;
        }
        throw fields.unknown("service_tier", "auto or standard_only");
    }

    @Override
    public Refusal refusal(Fault fault, String requestId) {
        return AnthropicError.refusal(fault, requestId);
    }
}
