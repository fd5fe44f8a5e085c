package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.provider.ChatCall;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request's JSON. What the caller says in our own words wins over his further fields, and the operator's fields
 * win over both.
 *
 * @param preset the provider's ways
 * @param operatorFields further fields for every request
 */
record RequestEncoder(Preset preset, Map<String, Object> operatorFields) {

    /** Fields that are ours alone: whoever else wrote them would ask another model, another question, or for a stream. */
    private static final Set<String> OURS = Set.of("model", "messages", "stream", "stream_options");

    ObjectNode encode(ChatCall call, Set<String> refused) {
        return encode(call, refused, false);
    }

    /** The same with the reply as a stream. A server that refuses to stream is asked for the reply in one piece. */
    ObjectNode encodeStreamed(ChatCall call, Set<String> refused) {
        return encode(call, refused, true);
    }

    private ObjectNode encode(ChatCall call, Set<String> refused, boolean streamed) {
        ChatRequest request = call.request();
        ModelPolicy policy = ModelPolicies.SHIPPED.of(preset.name(), call.model());
        ObjectNode json = Json.object().put("model", call.model());
        json.set("messages", messages(policy, refused).encode(request.messages()));
        ToolFields.write(request.tools(), json);
        sampling(request.sampling(), json);
        new OutputFields(preset.spelling(), policy).write(request.output(), json);
        put(json, "user", request.user());
        extras(request, json);
        json.remove(preset.spelling().drop());
        json.remove(policy.dropped(request.output().effort()));
        operatorFields.forEach((name, value) -> putUnlessOurs(json, name, value));
        if (streamed) {
            stream(json);
        }
        Refusals.apply(refused, json);
        return json;
    }

    private void stream(ObjectNode json) {
        json.put("stream", true);
        if (preset.spelling().streamUsage()) {
            json.putObject("stream_options").put("include_usage", true);
        }
    }

    private MessageEncoder messages(ModelPolicy policy, Set<String> refused) {
        boolean asUser = policy.instructions() == Role.USER || refused.stream().anyMatch(Refusals::isRole);
        if (asUser) {
            return new MessageEncoder(preset.spelling(), "user", "user");
        }
        String developer = preset.spelling().developerRole() ? "developer" : "system";
        String system = policy.instructions() == Role.DEVELOPER ? developer : "system";
        return new MessageEncoder(preset.spelling(), system, developer);
    }

    private void sampling(Sampling sampling, ObjectNode json) {
        put(json, "temperature", sampling.temperature());
        put(json, "top_p", sampling.topP());
        put(json, "top_k", sampling.topK());
        put(json, preset.spelling().seed(), sampling.seed());
        put(json, "presence_penalty", sampling.presencePenalty());
        put(json, "frequency_penalty", sampling.frequencyPenalty());
        put(json, "stop", sampling.stop().isEmpty() ? null : sampling.stop());
    }

    private static void extras(ChatRequest request, ObjectNode json) {
        boolean limited = request.output().maxTokens() != null;
        request.extras().forEach((name, value) -> {
            if (!json.has(name) && !(limited && Refusals.isLimit(name))) {
                putUnlessOurs(json, name, value);
            }
        });
    }

    private static void putUnlessOurs(ObjectNode json, String name, Object value) {
        if (!OURS.contains(name)) {
            put(json, name, value);
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.set(name, Json.MAPPER.valueToTree(value));
        }
    }
}
