package io.cascadeflow.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.EmbeddingCall;
import io.cascadeflow.provider.EmbeddingProtocol;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpErrors;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Details;
import io.cascadeflow.provider.ProviderException.Kind;
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
 * Bedrock's {@code invoke} for models that make vectors, whose bodies are those of the model's maker: Amazon's Titan and Cohere's. The
 * end user's pseudonym has no place in them. Immutable.
 */
final class InvokedEmbeddings implements EmbeddingProtocol {

    private static final String TOKENS = "x-amzn-bedrock-input-token-count";

    private final BedrockEndpoint endpoint;
    private final Map<String, Object> fields;
    private final HttpErrors errors;

    /** How a maker spells it. */
    private enum Maker {
        TITAN("titan-embed", 1),
        COHERE("cohere.embed", 96);

        private final String named;
        private final int most;

        Maker(String named, int most) {
            this.named = named;
            this.most = most;
        }

        private static @Nullable Maker of(String model) {
            return model.contains(COHERE.named) ? COHERE : model.contains(TITAN.named) ? TITAN : null;
        }
    }

    InvokedEmbeddings(BedrockEndpoint endpoint, ProviderSettings settings, Clock clock) {
        this.endpoint = endpoint;
        this.fields = settings.body();
        this.errors = new HttpErrors(settings.provider(), clock);
    }

    /** How many texts a model takes at once. */
    static int most(String model) {
        Maker maker = Maker.of(model);
        return maker == null ? Integer.MAX_VALUE : maker.most;
    }

    @Override
    public HttpCall encode(EmbeddingCall call) {
        ObjectNode body = WireJson.object();
        Maker maker = maker(call);
        if (maker == Maker.TITAN) {
            titan(body, call.request());
        } else {
            cohere(body, call.request());
        }
        return new HttpCall(
                "POST", endpoint.uri(call.model(), "invoke"), endpoint.headers(), WireJson.bytes(body), Duration.ZERO);
    }

    /** An identifier that tells no maker, such as an inference profile's, cannot be asked: its body's form is not known. */
    private static Maker maker(EmbeddingCall call) {
        Maker maker = Maker.of(call.model());
        if (maker == null) {
            throw new ProviderException(
                    Kind.BAD_REQUEST,
                    "bedrock:%s BAD_REQUEST: vectors are made by models whose identifier has titan-embed or cohere.embed in it"
                            .formatted(call.model()),
                    Details.NONE,
                    null);
        }
        return maker;
    }

    private void titan(ObjectNode body, EmbeddingRequest request) {
        WireJson.merge(body, fields);
        body.put("inputText", request.texts().get(0));
        if (request.dimensions() != null) {
            body.put("dimensions", request.dimensions());
        }
    }

    /** Cohere wants to know what the vectors are for; the further field {@code input_type} says otherwise. */
    private void cohere(ObjectNode body, EmbeddingRequest request) {
        body.put("input_type", "search_document");
        WireJson.merge(body, fields);
        request.texts().forEach(body.putArray("texts")::add);
        if (request.dimensions() != null) {
            body.put("output_dimension", request.dimensions());
        }
    }

    @Override
    public EmbeddingReply decode(EmbeddingCall call, HttpReply reply) {
        JsonNode json =
                WireJson.objectIn(reply.text()).map(JsonNode.class::cast).orElseGet(MissingNode::getInstance);
        if (reply.status() < 200 || reply.status() > 299) {
            throw errors.from(
                    call.model(),
                    reply,
                    ConverseErrors.read(json, reply.header("x-amzn-errortype").orElse("")));
        }
        try {
            List<float[]> vectors =
                    Vectors.of(lists(json), call.request().texts().size());
            return new EmbeddingReply("", vectors, usage(json, reply));
        } catch (IllegalArgumentException unreadable) {
            throw errors.unreadable(call.model(), reply, String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    /** Titan's one; Cohere's, which are by their kind when a kind was asked for. */
    private static List<JsonNode> lists(JsonNode json) {
        List<JsonNode> lists = new ArrayList<>();
        if (json.path("embedding").isArray()) {
            lists.add(json.path("embedding"));
        } else {
            JsonNode all = json.path("embeddings");
            (all.isObject() ? all.path("float") : all).forEach(lists::add);
        }
        return lists;
    }

    private static @Nullable TokenUsage usage(JsonNode json, HttpReply reply) {
        JsonNode count = json.path("inputTextTokenCount");
        if (count.isNumber()) {
            return TokenUsage.of(Math.max(0, count.asLong()), 0);
        }
        return reply.header(TOKENS)
                .filter(text -> text.matches("\\d{1,12}"))
                .map(text -> TokenUsage.of(Long.parseLong(text), 0))
                .orElse(null);
    }
}
