package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.provider.EmbeddingCall;
import io.cascadeflow.provider.EmbeddingProtocol;
import io.cascadeflow.provider.EmbeddingProvider;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpEmbeddingProvider;
import io.cascadeflow.provider.HttpErrors;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Details;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.WireJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Vectors as OpenAI's API has them, and the servers that are compatible with it. */
public final class OpenAiEmbeddings implements EmbeddingProtocol {

    private final String provider;
    private final Address address;
    private final Map<String, Object> fields;
    private final HttpErrors errors;

    private OpenAiEmbeddings(ProviderSettings settings, ProviderContext context) {
        this.provider = settings.provider();
        this.address = OpenAiProviders.address(settings);
        this.fields = settings.body();
        this.errors = new HttpErrors(provider, context.clock());
    }

    /**
     * A provider with these settings. Opens no connection.
     *
     * @throws IllegalArgumentException when the provider does not speak OpenAI's protocol, or a setting is missing or wrong
     */
    public static EmbeddingProvider provider(ProviderSettings settings, ProviderContext context) {
        return new HttpEmbeddingProvider(settings.provider(), new OpenAiEmbeddings(settings, context), context);
    }

    @Override
    public HttpCall encode(EmbeddingCall call) {
        EmbeddingRequest request = call.request();
        ObjectNode body = Json.object().put("model", address.name(call.model()));
        request.texts().forEach(body.putArray("input")::add);
        if (request.dimensions() != null) {
            body.put("dimensions", request.dimensions());
        }
        if (request.user() != null) {
            body.put("user", request.user());
        }
        WireJson.merge(body, fields);
        return new HttpCall(
                "POST",
                address.of(Address.EMBEDDINGS, call.model()),
                address.headers(),
                Json.bytes(body),
                Duration.ZERO);
    }

    @Override
    public EmbeddingReply decode(EmbeddingCall call, HttpReply reply) {
        JsonNode json = Json.parseOrMissing(reply.text());
        if (reply.status() < 200 || reply.status() > 299) {
            throw errors.from(call.model(), reply, ErrorReader.read(json));
        }
        List<float[]> vectors = vectors(call, reply, json);
        EmbeddingReply read = new EmbeddingReply(Json.text(json, "model"), vectors, UsageDecoder.read(json));
        Integer wanted = call.request().dimensions();
        if (wanted != null && vectors.get(0).length != wanted) {
            throw notSoLong(call.model(), wanted, read);
        }
        return read;
    }

    private List<float[]> vectors(EmbeddingCall call, HttpReply reply, JsonNode json) {
        try {
            return VectorDecoder.read(json, call.request().texts().size());
        } catch (UnreadableReplyException e) {
            throw errors.unreadable(call.model(), reply, String.valueOf(e.getMessage()), e);
        }
    }

    /** Not every server says so by an error; the vectors were made, and are paid for. */
    private ProviderException notSoLong(String model, int wanted, EmbeddingReply reply) {
        String message = "%s:%s %s: dimensions is %d, and its vectors have %d; leave dimensions out"
                .formatted(
                        provider,
                        model,
                        Kind.UNSUPPORTED_PARAMETER,
                        wanted,
                        reply.vectors().get(0).length);
        Details details = new Details(200, null, "dimensions", null, null, false, reply.usage());
        return new ProviderException(Kind.UNSUPPORTED_PARAMETER, message, details, null);
    }
}
