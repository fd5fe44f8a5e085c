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
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.WireJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Vectors as OpenAI's API has them, and the servers that are compatible with it. */
public final class OpenAiEmbeddings implements EmbeddingProtocol {

    private static final Set<String> LACKING = Set.of("deepseek", "groq");

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

    /** Whether a provider that speaks OpenAI's protocol is known to make no vectors. */
    static boolean isKnownToLack(String provider) {
        return LACKING.contains(provider);
    }

    @Override
    public HttpCall encode(EmbeddingCall call) {
        EmbeddingRequest request = call.request();
        ObjectNode body = Json.object().put("model", address.name(call.model()));
        request.texts().forEach(body.putArray("input")::add);
        if (request.dimensions() != null) {
            body.put(isMistral() ? "output_dimension" : "dimensions", request.dimensions());
        }
        if (request.user() != null && !isMistral()) {
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

    /** It refuses the end user, and has a name of its own for the length. */
    private boolean isMistral() {
        return provider.equals("mistral");
    }

    @Override
    public EmbeddingReply decode(EmbeddingCall call, HttpReply reply) {
        JsonNode json = Json.parseOrMissing(reply.text());
        if (reply.status() < 200 || reply.status() > 299) {
            throw errors.from(call.model(), reply, ErrorReader.read(json));
        }
        List<float[]> vectors = vectors(call, reply, json);
        return new EmbeddingReply(Json.text(json, "model"), vectors, UsageDecoder.read(json));
    }

    private List<float[]> vectors(EmbeddingCall call, HttpReply reply, JsonNode json) {
        try {
            return VectorDecoder.read(json, call.request().texts().size());
        } catch (UnreadableReplyException e) {
            throw errors.unreadable(call.model(), reply, String.valueOf(e.getMessage()), e);
        }
    }
}
