package io.cascadeflow.provider.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.EmbeddingCall;
import io.cascadeflow.provider.EmbeddingProtocol;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpErrors;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.Vectors;
import io.cascadeflow.provider.WireJson;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ollama's {@code /api/embed}. The end user's pseudonym has no place in it. Immutable. */
final class OllamaEmbeddings implements EmbeddingProtocol {

    private final URI uri;
    private final Map<String, String> headers;
    private final Map<String, Object> fields;
    private final HttpErrors errors;

    OllamaEmbeddings(ProviderSettings settings, Clock clock) {
        this.uri = URI.create(OllamaEndpoint.uri(settings).toString().replaceFirst("/chat$", "/embed"));
        this.headers = OllamaEndpoint.headers(settings);
        this.fields = settings.body();
        this.errors = new HttpErrors(settings.provider(), clock);
    }

    @Override
    public HttpCall encode(EmbeddingCall call) {
        ObjectNode body = WireJson.object();
        WireJson.merge(body, fields);
        body.put("model", call.model()).set("input", WireJson.of(call.request().texts()));
        if (call.request().dimensions() != null) {
            body.put("dimensions", call.request().dimensions());
        }
        return new HttpCall("POST", uri, headers, WireJson.bytes(body), Duration.ZERO);
    }

    @Override
    public EmbeddingReply decode(EmbeddingCall call, HttpReply reply) {
        JsonNode json =
                WireJson.objectIn(reply.text()).map(JsonNode.class::cast).orElseGet(MissingNode::getInstance);
        if (reply.status() < 200 || reply.status() > 299 || json.hasNonNull("error")) {
            throw errors.from(call.model(), reply, OllamaProtocol.errorBody(json.path("error")));
        }
        List<JsonNode> lists = new ArrayList<>();
        json.path("embeddings").forEach(vector -> lists.add(vector));
        try {
            List<float[]> vectors = Vectors.of(lists, call.request().texts().size());
            return new EmbeddingReply(json.path("model").asText(""), vectors, usage(json));
        } catch (IllegalArgumentException unreadable) {
            throw errors.unreadable(call.model(), reply, String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private static @Nullable TokenUsage usage(JsonNode json) {
        JsonNode count = json.path("prompt_eval_count");
        return count.isNumber() ? TokenUsage.of(Math.max(0, count.asLong()), 0) : null;
    }
}
