package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.WireJson;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The JSON of a Responses request. What the caller says in our own words wins over his further fields, and the operator's
 * fields win over both. Seed and penalties do not exist here and are not sent; stop sequences do not either, and since an
 * answer without them is another one, they are refused.
 *
 * @param preset the provider's ways
 * @param operatorFields further fields for every request
 */
record ResponsesRequest(Preset preset, Map<String, Object> operatorFields) {

    /** Fields that are ours alone: whoever else wrote them would ask another model, another question, or for a stream. */
    private static final Set<String> OURS = Set.of("model", "input", "stream");

    /** Lists that grow by what others add. */
    private static final Set<String> SHARED = Set.of("include", "tools");

    private static final String SEALED_THOUGHTS = "reasoning.encrypted_content";
    private static final String LOGPROBS = "message.output_text.logprobs";

    ObjectNode of(ChatCall call, Set<String> refused, boolean streamed) {
        ChatRequest request = call.request();
        ModelPolicy policy = ModelPolicies.SHIPPED.of(preset.name(), call.model());
        Set<String> dropped = new HashSet<>(policy.dropped(request.output().effort()));
        dropped.addAll(preset.spelling().drop());
        ObjectNode json = Json.object().put("model", call.model());
        json.set("input", ResponsesInput.of(request.messages(), instructionsRole(policy)));
        // the conversation is ours to keep: what the provider would need to go on with it comes back sealed
        json.put("store", false);
        tools(request.tools(), json);
        sampling(call, request.sampling(), dropped, json);
        output(request.output(), policy, dropped, json);
        if (request.user() != null) {
            json.put("user", request.user());
        }
        json.remove(dropped);
        others(request.extras(), json, request.output().maxTokens() != null, false);
        others(operatorFields, json, false, true);
        if (streamed) {
            json.put("stream", true);
        }
        refused.forEach(parameter -> remove(parameter, json));
        return json;
    }

    private String instructionsRole(ModelPolicy policy) {
        if (policy.instructions() == Role.USER) {
            return "user";
        }
        boolean developer =
                policy.instructions() == Role.DEVELOPER && preset.spelling().developerRole();
        return developer ? "developer" : "system";
    }

    private static void tools(Tools tools, ObjectNode json) {
        if (tools.specs().isEmpty()) {
            return;
        }
        ArrayNode array = json.putArray("tools");
        tools.specs().forEach(spec -> array.add(tool(spec)));
        if (tools.choice() instanceof ToolChoice.Named named) {
            json.putObject("tool_choice").put("type", "function").put("name", named.tool());
        } else if (tools.choice() instanceof ToolChoice.Mode mode && !mode.equals(ToolChoice.AUTO)) {
            json.put("tool_choice", mode.name());
        }
        if (tools.parallel() != null) {
            json.put("parallel_tool_calls", tools.parallel());
        }
    }

    private static ObjectNode tool(ToolSpec spec) {
        ObjectNode json = Json.object().put("type", "function").put("name", spec.name());
        if (!spec.description().isEmpty()) {
            json.put("description", spec.description());
        }
        json.set("parameters", ToolFields.schema("the parameters of tool '" + spec.name() + "'", spec.parameters()));
        // said nothing, this API would hold the model to the schema and make every parameter a required one
        return json.put("strict", Boolean.TRUE.equals(spec.strict()));
    }

    private void sampling(ChatCall call, Sampling sampling, Set<String> dropped, ObjectNode json) {
        if (sampling.temperature() != null) {
            json.put("temperature", sampling.temperature());
        }
        if (sampling.topP() != null) {
            json.put("top_p", sampling.topP());
        }
        if (!sampling.stop().isEmpty() && !dropped.contains("stop")) {
            throw new ProviderException(
                    Kind.BAD_REQUEST,
                    "%s:%s %s: the Responses API has no stop sequences; leave stop out, or set api=chat"
                            .formatted(preset.name(), call.model(), Kind.BAD_REQUEST));
        }
    }

    private static void output(Output output, ModelPolicy policy, Set<String> dropped, ObjectNode json) {
        if (output.maxTokens() != null) {
            json.put("max_output_tokens", output.maxTokens());
        }
        format(output.format(), json);
        ArrayNode include = Json.object().putArray("include");
        if (policy.thinks()) {
            include.add(SEALED_THOUGHTS);
        }
        reasoning(output, policy, json);
        if (output.logprobs() && !dropped.contains("logprobs")) {
            include.add(LOGPROBS);
            if (output.topLogprobs() > 0) {
                json.put("top_logprobs", output.topLogprobs());
            }
        }
        if (!include.isEmpty()) {
            json.set("include", include);
        }
    }

    private static void reasoning(Output output, ModelPolicy policy, ObjectNode json) {
        ObjectNode reasoning = Json.object();
        String effort = policy.effort(output.effort());
        if (effort != null) {
            reasoning.put("effort", effort);
        }
        if (output.thinking() != null && output.thinking().summarized()) {
            reasoning.put("summary", "auto");
        }
        if (!reasoning.isEmpty()) {
            json.set("reasoning", reasoning);
        }
    }

    private static void format(ResponseFormat format, ObjectNode json) {
        if (format instanceof ResponseFormat.Schema schema) {
            ObjectNode wanted = json.putObject("text")
                    .putObject("format")
                    .put("type", "json_schema")
                    .put("name", schema.name())
                    .put("strict", schema.strict());
            wanted.set(
                    "schema",
                    ToolFields.schema("the fields of answer format '" + schema.name() + "'", schema.schema()));
        } else if (!(format instanceof ResponseFormat.Text)) {
            json.putObject("text").putObject("format").put("type", "json_object");
        }
    }

    /** @param winning whether a field of theirs replaces one of ours; objects are merged field by field either way */
    private static void others(Map<String, Object> fields, ObjectNode json, boolean limited, boolean winning) {
        fields.forEach((name, value) -> {
            if (OURS.contains(name) || (limited && name.equals("max_output_tokens"))) {
                return;
            }
            JsonNode given = Json.MAPPER.valueToTree(value);
            if (SHARED.contains(name) && given instanceof ArrayNode more && json.get(name) instanceof ArrayNode ours) {
                ours.addAll(more);
            } else if (winning || !json.has(name)) {
                WireJson.merge(json, Map.of(name, value));
            } else if (given instanceof ObjectNode theirs && json.get(name) instanceof ObjectNode ours) {
                Map<String, Object> missing = new LinkedHashMap<>();
                theirs.properties().forEach(field -> missing.put(field.getKey(), field.getValue()));
                missing.keySet().removeIf(ours::has);
                WireJson.merge(ours, missing);
            }
        });
    }

    /** What is only worth something with another field goes with it. A limit on the output is never dropped. */
    private static void remove(String parameter, ObjectNode json) {
        String[] path = parameter.split("[.\\[]", 2);
        if (Set.of("input", "model", "tools", "tool_choice", "text", "max_output_tokens")
                .contains(path[0])) {
            return;
        }
        if (path.length > 1 && json.get(path[0]) instanceof ObjectNode inner && inner.size() > 1) {
            inner.remove(path[1]);
        } else {
            json.remove(path[0]);
        }
        if (Set.of("include", "top_logprobs").contains(path[0])) {
            json.remove(Set.of("include", "top_logprobs"));
        }
    }
}
