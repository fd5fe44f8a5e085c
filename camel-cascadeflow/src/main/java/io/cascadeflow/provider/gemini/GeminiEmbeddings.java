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
import org.jspecify.annotations.Nullable;

/**
 * Gemini's {@code batchEmbedContents}. The operator's further fields, such as {@code taskType}, are said of each text; the end user's
 * pseudonym has no place in it. Immutable.
 */
final class GeminiEmbeddings implements EmbeddingProtocol {

    private final GeminiEndpoint endpoint;
    private final Map<String, Object> fields;
    private final HttpErrors errors;

    GeminiEmbeddings(ProviderSettings settings, Clock clock) {
        this.endpoint = GeminiEndpoint.of(settings);
        this.fields = settings.body();
        this.errors = new HttpErrors(settings.provider(), clock);
    }

    @Override
    public HttpCall encode(EmbeddingCall call) {
        String model = call.model();
        ObjectNode body = WireJson.object();
        for (String text : call.request().texts()) {
            ObjectNode one = body.withArray("requests").addObject();
            WireJson.merge(one, fields);
            one.put("model", model.contains("/") ? model : "models/" + model);
            one.putObject("content").putArray("parts").addObject().put("text", text);
            if (call.request().dimensions() != null) {
                one.put("outputDimensionality", call.request().dimensions());
            }
        }
        return new HttpCall(
                "POST",
                endpoint.uri(model, "batchEmbedContents"),
                endpoint.headers(),
                WireJson.bytes(body),
                Duration.ZERO);
    }

    @Override
    public EmbeddingReply decode(EmbeddingCall call, HttpReply reply) {
        JsonNode json =
                WireJson.objectIn(reply.text()).map(JsonNode.class::cast).orElseGet(MissingNode::getInstance);
        if (reply.status() < 200 || reply.status() > 299 || GeminiErrors.isError(json)) {
            throw errors.from(call.model(), reply, GeminiErrors.read(json));
        }
        List<JsonNode> lists = new ArrayList<>();
        json.path("embeddings").forEach(vector -> lists.add(vector.path("values")));
        try {
            List<float[]> vectors = Vectors.of(lists, call.request().texts().size());
            return new EmbeddingReply(json.path("model").asText(""), vectors, usage(json));
        } catch (IllegalArgumentException unreadable) {
            throw errors.unreadable(call.model(), reply, String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private static @Nullable TokenUsage usage(JsonNode json) {
        JsonNode count = json.path("usageMetadata").path("promptTokenCount");
        return count.isNumber() ? TokenUsage.of(Math.max(0, count.asLong()), 0) : null;
    }
}
