package io.cascadeflow.provider.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.JsonInstruction;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.WireJson;
import java.util.Map;
import java.util.Set;

/**
 * The JSON of a Messages request. Seed, penalties and log-probabilities are not in it: Anthropic has none of them.
 */
final class MessagesRequest {

    private static final ModelFamilies FAMILIES = ModelFamilies.SHIPPED;

    private MessagesRequest() {}

    /**
     * @param fields the operator's further fields; the request's own extras win over them
     * @param refused parameters to leave out
     */
    static ObjectNode of(ChatCall call, Map<String, Object> fields, Set<String> refused) {
        ModelFamily family = FAMILIES.of(call.model());
        ObjectNode body = typed(call.model(), call.request(), family);
        ObjectNode settled = settled(body, call.request());
        addExtras(body, fields);
        addExtras(body, call.request().extras());
        body.setAll(settled);
        Limits.apply(body, family, !settled.has("max_tokens"));
        refused.forEach(parameter -> remove(body, parameter));
        return body;
    }

    /** Whether the model can be held to a schema. */
    static boolean takesSchemas(String model) {
        return FAMILIES.of(model).schema();
    }

    private static ObjectNode typed(String model, ChatRequest request, ModelFamily family) {
        ObjectNode body = WireJson.object().put("model", model);
        addThinking(body, request, family);
        addSystem(body, request, family);
        body.set("messages", Conversation.messages(request.messages()));
        addTools(body, request);
        addSampling(body, request.sampling());
        String user = request.user();
        if (user != null) {
            body.putObject("metadata").put("user_id", user);
        }
        if (request.serving().standardOnly()) {
            body.put("service_tier", "standard_only");
        }
        return CacheControl.mark(body, request.serving().cache());
    }

    /** What no extra changes, because a policy, a guard or a budget has looked at it. */
    private static ObjectNode settled(ObjectNode body, ChatRequest request) {
        ObjectNode settled = WireJson.object();
        settled.set("model", body.get("model"));
        settled.set("messages", body.get("messages"));
        if (request.output().maxTokens() != null) {
            settled.set("max_tokens", body.get("max_tokens"));
        }
        return settled;
    }

    private static void addThinking(ObjectNode body, ChatRequest request, ModelFamily family) {
        boolean canThink =
                !ToolsJson.isForced(request.tools()) && !Conversation.continuesUnthoughtToolCall(request.messages());
        ThinkingPlan plan = ThinkingPlan.of(family, request.output(), canThink, FAMILIES);
        body.put("max_tokens", plan.maxTokens());
        if (plan.thinking() != null) {
            body.set("thinking", plan.thinking());
        }
        if (plan.effort() != null) {
            body.withObject("/output_config").put("effort", plan.effort());
        }
    }

    private static void addSystem(ObjectNode body, ChatRequest request, ModelFamily family) {
        ArrayNode system = Conversation.system(request.messages());
        ResponseFormat format = request.output().format();
        if (format instanceof ResponseFormat.Schema schema && family.schema()) {
            ObjectNode wanted = body.withObject("/output_config/format").put("type", "json_schema");
            wanted.set("schema", schema(schema));
        } else {
            JsonInstruction.of(format).ifPresent(text -> system.add(ContentBlocks.text(text)));
        }
        if (!system.isEmpty()) {
            body.set("system", system);
        }
    }

    private static ObjectNode schema(ResponseFormat.Schema format) {
        return WireJson.objectIn(format.schema())
                .orElseThrow(() -> new ProviderException(
                        Kind.BAD_REQUEST,
                        "anthropic: the schema of response format '%s' is not a JSON object; give a JSON Schema"
                                .formatted(format.name())));
    }

    private static void addTools(ObjectNode body, ChatRequest request) {
        ArrayNode tools = ToolsJson.of(request.tools());
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        ToolsJson.choice(request.tools()).ifPresent(choice -> body.set("tool_choice", choice));
    }

    private static void addSampling(ObjectNode body, Sampling sampling) {
        if (sampling.temperature() != null) {
            body.put("temperature", Math.min(1, sampling.temperature()));
        }
        if (sampling.topP() != null) {
            body.put("top_p", sampling.topP());
        }
        if (sampling.topK() != null) {
            body.put("top_k", sampling.topK());
        }
        if (!sampling.stop().isEmpty()) {
            body.set("stop_sequences", WireJson.of(sampling.stop()));
        }
    }

    /** Tools among the extras, such as Anthropic's own server tools, join the request's; other fields merge or replace. */
    private static void addExtras(ObjectNode body, Map<String, Object> extras) {
        ArrayNode tools = body.get("tools") instanceof ArrayNode typed ? typed.deepCopy() : WireJson.array();
        WireJson.merge(body, extras);
        if (extras.containsKey("tools") && body.get("tools") instanceof ArrayNode more) {
            body.set("tools", tools.addAll(more));
        }
        // whether the reply is streamed is not for the request to say
        body.remove("stream");
    }

    /** Removes {@code thinking} or, by a dotted name, {@code output_config.effort}; what every request needs stays. */
    private static void remove(ObjectNode body, String parameter) {
        if (Set.of("model", "messages", "max_tokens").contains(parameter)) {
            return;
        }
        int dot = parameter.indexOf('.');
        if (dot < 0) {
            body.remove(parameter);
        } else if (body.get(parameter.substring(0, dot)) instanceof ObjectNode inner) {
            remove(inner, parameter.substring(dot + 1));
        }
    }
}
