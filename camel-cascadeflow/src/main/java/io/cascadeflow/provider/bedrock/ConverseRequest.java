package io.cascadeflow.provider.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatRequest;
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

/** The JSON of a Converse request. */
final class ConverseRequest {

    private static final Set<String> NEEDED = Set.of("messages", "system", "toolConfig", "outputConfig");

    private ConverseRequest() {}

    /**
     * @param fields the operator's further fields; the request's own extras win over them
     * @param refused parameters to leave out
     */
    static ObjectNode of(ChatCall call, Map<String, Object> fields, Set<String> refused) {
        ChatRequest request = call.request();
        ObjectNode body = WireJson.object();
        WireJson.merge(body, fields);
        WireJson.merge(body, request.extras());
        // the address says these
        body.remove(Set.of("model", "modelId", "stream"));
        body.set("messages", ConverseMessages.of(request.messages()));
        ArrayNode system = ConverseMessages.system(request.messages());
        if (!system.isEmpty()) {
            body.set("system", system);
        }
        inference(request, body);
        format(request.output().format(), body);
        tools(request, body);
        refused.stream().filter(parameter -> !NEEDED.contains(parameter)).forEach(body::remove);
        return body;
    }

    private static void inference(ChatRequest request, ObjectNode body) {
        ObjectNode config = body.withObject("/inferenceConfig");
        Sampling sampling = request.sampling();
        if (request.output().maxTokens() != null) {
            config.put("maxTokens", request.output().maxTokens());
        }
        if (sampling.temperature() != null) {
            config.put("temperature", Math.min(1, sampling.temperature()));
        }
        if (sampling.topP() != null) {
            config.put("topP", sampling.topP());
        }
        if (!sampling.stop().isEmpty()) {
            config.set("stopSequences", WireJson.of(sampling.stop()));
        }
        if (config.isEmpty()) {
            body.remove("inferenceConfig");
        }
    }

    /** The schema is text within the JSON. */
    private static void format(ResponseFormat format, ObjectNode body) {
        if (format instanceof ResponseFormat.Schema schema) {
            String text = WireJson.text(json("the fields of answer format '" + schema.name() + "'", schema.schema()));
            body.withObject("/outputConfig/textFormat")
                    .put("type", "json_schema")
                    .putObject("structure")
                    .putObject("jsonSchema")
                    .put("name", schema.name())
                    .put("schema", text);
        } else if (format instanceof ResponseFormat.Json) {
            throw refused("Converse can't ask for any JSON; give a schema, or ask for it in the prompt");
        }
    }

    private static void tools(ChatRequest request, ObjectNode body) {
        Tools tools = request.tools();
        boolean none = tools.choice().equals(ToolChoice.NONE);
        boolean called = request.messages().stream()
                .anyMatch(message -> !message.toolCalls().isEmpty());
        if (none && called && !tools.specs().isEmpty()) {
            throw refused(
                    "Converse can't forbid tools that the conversation has called; leave the choice to the model");
        }
        if (tools.specs().isEmpty() || none) {
            return;
        }
        ObjectNode config = body.withObject("/toolConfig");
        ArrayNode array = config.putArray("tools");
        tools.specs().forEach(spec -> array.addObject().set("toolSpec", spec(spec)));
        if (tools.choice() instanceof ToolChoice.Named named) {
            config.putObject("toolChoice").putObject("tool").put("name", named.tool());
        } else if (tools.choice().equals(ToolChoice.REQUIRED)) {
            config.putObject("toolChoice").putObject("any");
        }
    }

    private static ObjectNode spec(ToolSpec spec) {
        ObjectNode json = WireJson.object().put("name", spec.name());
        if (!spec.description().isBlank()) {
            json.put("description", spec.description());
        }
        if (spec.strict() != null) {
            json.put("strict", spec.strict());
        }
        ObjectNode schema = json("the parameters of tool '" + spec.name() + "'", spec.parameters());
        json.putObject("inputSchema").set("json", schema.has("type") ? schema : schema.put("type", "object"));
        return json;
    }

    private static ObjectNode json(String what, String text) {
        return WireJson.objectIn(text.isBlank() ? "{}" : text)
                .orElseThrow(() -> refused(what + " are not a JSON object; give a JSON Schema"));
    }

    static ProviderException refused(String problem) {
        return new ProviderException(Kind.BAD_REQUEST, "bedrock: " + problem);
    }
}
