package io.cascadeflow.provider.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.WireJson;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON of a generateContent request. */
final class GenerateRequest {

    /** The parameter as a refusal would name it. */
    static final String LOGPROBS = "generationConfig.responseLogprobs";

    private static final String RESPONSE_LOGPROBS = "responseLogprobs";

    private static final Set<String> NEEDED = Set.of("contents", "tools", "systemInstruction");

    private GenerateRequest() {}

    /**
     * @param fields the operator's further fields; the request's own extras win over them
     * @param refused parameters to leave out
     */
    static ObjectNode of(ChatCall call, Map<String, Object> fields, Set<String> refused) {
        ChatRequest request = call.request();
        ObjectNode body = WireJson.object();
        addExtras(body, fields);
        addExtras(body, request.extras());
        ArrayNode others = body.remove("tools") instanceof ArrayNode more ? more : WireJson.array();
        body.set("contents", Contents.of(request.messages()));
        Contents.instruction(request.messages()).ifPresent(text -> body.set("systemInstruction", text));
        tools(request.tools(), others, body);
        ObjectNode config = body.withObject("/generationConfig");
        sampling(request.sampling(), config);
        output(call.model(), request.output(), config);
        if (config.isEmpty()) {
            body.remove("generationConfig");
        }
        refused.forEach(parameter -> remove(body, parameter));
        return body;
    }

    private static void addExtras(ObjectNode body, Map<String, Object> extras) {
        ArrayNode tools = body.get("tools") instanceof ArrayNode before ? before.deepCopy() : WireJson.array();
        WireJson.merge(body, extras);
        if (extras.containsKey("tools") && body.get("tools") instanceof ArrayNode more) {
            body.set("tools", tools.addAll(more));
        }
        // the address says these
        body.remove("model");
        body.remove("stream");
    }

    /** @param others tools of the provider's own among the further fields: a search, the running of code */
    private static void tools(Tools tools, ArrayNode others, ObjectNode body) {
        ArrayNode all = WireJson.array();
        if (!tools.specs().isEmpty()) {
            ArrayNode declared = all.addObject().putArray("functionDeclarations");
            tools.specs().forEach(spec -> declared.add(declaration(spec)));
            mode(tools, body);
        }
        all.addAll(others);
        if (!all.isEmpty()) {
            body.set("tools", all);
        }
    }

    private static ObjectNode declaration(ToolSpec spec) {
        ObjectNode json = WireJson.object().put("name", spec.name());
        if (!spec.description().isBlank()) {
            json.put("description", spec.description());
        }
        if (!spec.parameters().isBlank()) {
            json.set("parametersJsonSchema", schema("the parameters of tool '" + spec.name() + "'", spec.parameters()));
        }
        return json;
    }

    private static ObjectNode schema(String what, String text) {
        return WireJson.objectIn(text)
                .orElseThrow(() -> new ProviderException(
                        Kind.BAD_REQUEST, "gemini: %s are not a JSON object; give a JSON Schema".formatted(what)));
    }

    /** What is left to the model is not said: that is the provider's default too. */
    private static void mode(Tools tools, ObjectNode body) {
        boolean strict = tools.specs().stream().allMatch(spec -> Boolean.TRUE.equals(spec.strict()));
        if (tools.choice().equals(ToolChoice.AUTO) && !strict) {
            return;
        }
        ObjectNode config = body.withObject("/toolConfig/functionCallingConfig");
        if (tools.choice() instanceof ToolChoice.Named named) {
            config.put("mode", "ANY").putArray("allowedFunctionNames").add(named.tool());
        } else if (tools.choice().equals(ToolChoice.REQUIRED)) {
            config.put("mode", "ANY");
        } else {
            config.put("mode", tools.choice().equals(ToolChoice.NONE) ? "NONE" : "VALIDATED");
        }
    }

    private static void sampling(Sampling sampling, ObjectNode config) {
        put(config, "temperature", sampling.temperature());
        put(config, "topP", sampling.topP());
        put(config, "topK", sampling.topK());
        put(config, "seed", sampling.seed());
        put(config, "presencePenalty", sampling.presencePenalty());
        put(config, "frequencyPenalty", sampling.frequencyPenalty());
        if (!sampling.stop().isEmpty()) {
            config.set("stopSequences", WireJson.of(sampling.stop()));
        }
    }

    private static void output(String model, Output output, ObjectNode config) {
        put(config, "maxOutputTokens", output.maxTokens());
        if (output.format() instanceof ResponseFormat.Schema schema) {
            config.put("responseMimeType", "application/json");
            config.set(
                    "responseJsonSchema",
                    schema("the fields of answer format '" + schema.name() + "'", schema.schema()));
        } else if (!(output.format() instanceof ResponseFormat.Text)) {
            config.put("responseMimeType", "application/json");
        }
        if (output.logprobs()) {
            config.put(RESPONSE_LOGPROBS, true);
            if (output.topLogprobs() > 0) {
                config.put("logprobs", output.topLogprobs());
            }
        }
        ThinkingModels.SHIPPED.config(model, output).ifPresent(thinking -> config.set("thinkingConfig", thinking));
    }

    private static void put(ObjectNode json, String field, @Nullable Object value) {
        if (value != null) {
            json.set(field, WireJson.of(value));
        }
    }

    /** Removes {@code cachedContent} or, by a dotted name, {@code generationConfig.seed}; what every request needs stays. */
    private static void remove(ObjectNode body, String parameter) {
        int dot = parameter.indexOf('.');
        if (dot < 0 && !NEEDED.contains(parameter)) {
            body.remove(parameter);
            if (parameter.equals(RESPONSE_LOGPROBS)) {
                body.remove("logprobs");
            }
        } else if (dot > 0 && body.get(parameter.substring(0, dot)) instanceof ObjectNode inner) {
            remove(inner, parameter.substring(dot + 1));
        }
    }
}
