package io.cascadeflow.provider.gemini;

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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Vertex AI's {@code predict} for models of texts. The operator's further fields, such as {@code task_type}, are said of each text;
 * the end user's pseudonym has no place in it. Immutable.
 */
final class VertexEmbeddings implements EmbeddingProtocol {

    private static final int MOST = 250;

    private final GeminiEndpoint endpoint;
    private final Map<String, Object> fields;
    private final HttpErrors errors;

    VertexEmbeddings(ProviderSettings settings, Clock clock) {
        this.endpoint = GeminiEndpoint.of(settings);
        this.fields = settings.body();
        this.errors = new HttpErrors(settings.provider(), clock);
    }

    /** How many texts a model takes at once: Gemini's one, those before it as many as the service does. */
    static int most(String model) {
        return model.substring(model.lastIndexOf('/') + 1).startsWith("gemini") ? 1 : MOST;
    }

    @Override
    public HttpCall encode(EmbeddingCall call) {
        ObjectNode body = WireJson.object();
        for (String text : call.request().texts()) {
            ObjectNode one = body.withArray("instances").addObject();
            WireJson.merge(one, fields);
            one.put("content", text);
        }
        if (call.request().dimensions() != null) {
            body.putObject("parameters")
                    .put("outputDimensionality", call.request().dimensions());
        }
        return new HttpCall(
                "POST", endpoint.uri(call.model(), "predict"), endpoint.headers(), WireJson.bytes(body), Duration.ZERO);
    }

    @Override
    public EmbeddingReply decode(EmbeddingCall call, HttpReply reply) {
        JsonNode json =
                WireJson.objectIn(reply.text()).map(JsonNode.class::cast).orElseGet(MissingNode::getInstance);
        if (reply.status() < 200 || reply.status() > 299 || GeminiErrors.isError(json)) {
            throw errors.from(call.model(), reply, GeminiErrors.read(json));
        }
        List<JsonNode> lists = new ArrayList<>();
        List<JsonNode> counts = new ArrayList<>();
        json.path("predictions").forEach(one -> {
            lists.add(one.at("/embeddings/values"));
            counts.add(one.at("/embeddings/statistics/token_count"));
        });
        try {
            List<float[]> vectors = Vectors.of(lists, call.request().texts().size());
            boolean told = counts.stream().allMatch(JsonNode::isNumber);
            long tokens = counts.stream()
                    .mapToLong(count -> Math.max(0, count.asLong()))
                    .sum();
            return new EmbeddingReply("", vectors, told ? TokenUsage.of(tokens, 0) : null);
        } catch (IllegalArgumentException unreadable) {
            throw errors.unreadable(call.model(), reply, String.valueOf(unreadable.getMessage()), unreadable);
        }
    }
}
