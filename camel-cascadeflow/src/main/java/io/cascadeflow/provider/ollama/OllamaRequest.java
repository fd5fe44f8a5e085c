package io.cascadeflow.provider.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.WireJson;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON of a request to {@code /api/chat}. */
final class OllamaRequest {

    /** Options of the model runner, which people write at the top level too; Ollama would ignore them there. */
    private static final Set<String> OPTIONS = Set.of(
            "num_ctx",
            "num_batch",
            "num_gpu",
            "num_keep",
            "num_predict",
            "num_thread",
            "main_gpu",
            "use_mmap",
            "min_p",
            "typical_p",
            "repeat_last_n",
            "repeat_penalty",
            "mirostat",
            "mirostat_eta",
            "mirostat_tau",
            "temperature",
            "top_p",
            "top_k",
            "seed",
            "stop",
            "presence_penalty",
            "frequency_penalty");

    private OllamaRequest() {}

    /**
     * @param fields the operator's further fields; the request's own extras win over them
     * @param refused parameters to leave out, at the top level or among the options
     */
    static ObjectNode of(ChatCall call, Map<String, Object> fields, Set<String> refused) {
        ObjectNode body = typed(call);
        JsonNode messages = body.get("messages");
        addExtras(body, fields);
        addExtras(body, call.request().extras());
        settle(body, call, messages);
        refused.forEach(parameter -> remove(body, parameter));
        return body;
    }

    private static ObjectNode typed(ChatCall call) {
        ChatRequest request = call.request();
        ObjectNode body = WireJson.object().put("model", call.model());
        body.set("messages", OllamaMessages.of(request.messages()));
        ArrayNode tools = OllamaTools.of(request.tools());
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        format(request.output().format()).ifPresent(format -> body.set("format", format));
        ThinkLevel.of(call.model(), request.output().effort()).ifPresent(think -> body.set("think", think));
        addLogprobs(body, request);
        ObjectNode options = options(request);
        if (!options.isEmpty()) {
            body.set("options", options);
        }
        return body;
    }

    private static void addLogprobs(ObjectNode body, ChatRequest request) {
        if (request.output().logprobs()) {
            body.put("logprobs", true).put("top_logprobs", request.output().topLogprobs());
        }
    }

    private static Optional<JsonNode> format(ResponseFormat format) {
        if (format instanceof ResponseFormat.Schema schema) {
            return Optional.of(WireJson.objectIn(schema.schema())
                    .orElseThrow(() -> new ProviderException(
                            Kind.BAD_REQUEST,
                            "ollama: the schema of response format '%s' is not a JSON object; give a JSON Schema"
                                    .formatted(schema.name()))));
        }
        return format instanceof ResponseFormat.Json ? Optional.of(TextNode.valueOf("json")) : Optional.empty();
    }

    private static ObjectNode options(ChatRequest request) {
        ObjectNode options = WireJson.object();
        Sampling sampling = request.sampling();
        put(options, "temperature", sampling.temperature());
        put(options, "top_p", sampling.topP());
        put(options, "top_k", sampling.topK());
        put(options, "seed", sampling.seed());
        put(options, "presence_penalty", sampling.presencePenalty());
        put(options, "frequency_penalty", sampling.frequencyPenalty());
        put(options, "num_predict", request.output().maxTokens());
        put(options, "stop", sampling.stop().isEmpty() ? null : sampling.stop());
        return options;
    }

    private static void put(ObjectNode options, String name, @Nullable Object value) {
        if (value != null) {
            options.set(name, WireJson.of(value));
        }
    }

    private static void addExtras(ObjectNode body, Map<String, Object> extras) {
        extras.forEach((name, value) -> {
            ObjectNode place = OPTIONS.contains(name) ? body.withObject("/options") : body;
            WireJson.merge(place, Map.of(name, value));
        });
    }

    /** What no extra changes, because a policy, a guard or a budget has looked at it; and that the reply comes in one piece. */
    private static void settle(ObjectNode body, ChatCall call, JsonNode messages) {
        body.put("model", call.model()).put("stream", false).set("messages", messages);
        Integer maxTokens = call.request().output().maxTokens();
        if (maxTokens != null) {
            body.withObject("/options").put("num_predict", maxTokens);
        }
    }

    private static void remove(ObjectNode body, String parameter) {
        if (Set.of("model", "messages", "stream").contains(parameter)) {
            return;
        }
        body.remove(parameter);
        if (body.get("options") instanceof ObjectNode options) {
            options.remove(parameter);
        }
    }
}
