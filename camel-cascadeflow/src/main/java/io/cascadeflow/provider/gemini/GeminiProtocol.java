package io.cascadeflow.provider.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ErrorBody;
import io.cascadeflow.provider.Feature;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpErrors;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.ReplyReader;
import io.cascadeflow.provider.WholeReply;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.WireProtocol;
import io.cascadeflow.provider.stream.ServerSentEvents;
import io.cascadeflow.provider.stream.StreamHeaders;
import io.cascadeflow.provider.stream.StreamSource;
import io.cascadeflow.provider.stream.StreamedReply;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Google's {@code generateContent}. Immutable.
 *
 * <p>System and developer messages become the {@code systemInstruction}, in their order. How a model is told to think is in
 * {@code models.json}. The end user's pseudonym and {@code parallel} have no place here and are not sent. A prompt that is
 * blocked is a {@code CONTENT_FILTERED} failure; an answer that is blocked is a reply that ended so.
 */
public final class GeminiProtocol implements WireProtocol {

    /** A server that says nothing about its reply is taken at its word: it was asked for a stream. */
    private static final Set<String> STREAMS = Set.of("text/event-stream", "");

    private static final Set<String> VERBS = Set.of("generateContent", "streamGenerateContent");

    private final GeminiEndpoint endpoint;
    private final Map<String, Object> fields;
    private final HttpErrors errors;

    private GeminiProtocol(GeminiEndpoint endpoint, Map<String, Object> fields, HttpErrors errors) {
        this.endpoint = endpoint;
        this.fields = fields;
        this.errors = errors;
    }

    /**
     * The protocol as these settings say.
     *
     * @throws IllegalArgumentException when a setting is missing, wrong or of no use here, naming the option
     */
    public static GeminiProtocol of(ProviderSettings settings, Clock clock) {
        return new GeminiProtocol(
                GeminiEndpoint.of(settings), settings.body(), new HttpErrors(settings.provider(), clock));
    }

    /** For reading recorded replies only: needs no key, and what it encodes is addressed to nobody. */
    public static GeminiProtocol forReading(Clock clock) {
        return of(ProviderSettings.of(GeminiEndpoint.GEMINI).withBaseUrl(URI.create("http://localhost")), clock);
    }

    /** Whether calls of this path, as in a recording, are in this protocol. */
    public static boolean speaksOn(String path) {
        String bare = path.replaceFirst("[?#].*", "");
        return bare.contains("/models/") && VERBS.contains(bare.substring(bare.lastIndexOf(':') + 1));
    }

    @Override
    public HttpCall encode(ChatCall call, Set<String> refused) {
        return http(call, refused, "generateContent", endpoint.headers());
    }

    /** Usage comes in every stream, unasked. */
    @Override
    public HttpCall encodeStreamed(ChatCall call, Set<String> refused) {
        return http(
                call,
                refused,
                "streamGenerateContent?alt=sse",
                StreamHeaders.accepting("text/event-stream", endpoint.headers()));
    }

    private HttpCall http(ChatCall call, Set<String> refused, String verb, Map<String, String> headers) {
        byte[] body = WireJson.bytes(GenerateRequest.of(call, fields, refused));
        return new HttpCall("POST", endpoint.uri(call.model(), verb), headers, body, Duration.ZERO);
    }

    /** Many models have no log-probabilities, and say so in words only: whether that was it shows when they are left out. */
    @Override
    public Optional<String> suspect(ChatCall call, Set<String> refused, ProviderException failure) {
        boolean mayBe = failure.httpStatus() == 400
                && failure.kind() == Kind.BAD_REQUEST
                && call.request().output().logprobs();
        return Optional.of(GenerateRequest.LOGPROBS).filter(parameter -> mayBe && !refused.contains(parameter));
    }

    @Override
    public Set<Feature> lacks(ChatCall call, Set<String> refused) {
        return refused.contains(GenerateRequest.LOGPROBS) ? Set.of(Feature.LOGPROBS) : Set.of();
    }

    @Override
    public ReplyReader reader(ChatCall call, HttpReply head) {
        StreamSource source = new StreamSource(call, head, errors);
        if (source.isJson()) {
            return new WholeReply(this, call, head);
        }
        if (!STREAMS.contains(source.contentType())) {
            throw source.unreadable("the reply is no event stream", null);
        }
        return new StreamedReply(
                source,
                new ServerSentEvents(),
                out -> new GenerateAssembly(source, json -> read(call, head, json), out));
    }

    @Override
    public ChatReply decode(ChatCall call, HttpReply reply) {
        JsonNode json = parse(call, reply);
        if (!isSuccess(reply) || GeminiErrors.isError(json)) {
            throw errors.from(call.model(), reply, GeminiErrors.read(json));
        }
        return read(call, reply, json);
    }

    /** @param json the reply in one piece, as it came or put together from a stream */
    private ChatReply read(ChatCall call, HttpReply reply, JsonNode json) {
        if (GeminiErrors.isBlocked(json)) {
            throw errors.from(call.model(), reply, GeminiErrors.blocked(json));
        }
        JsonNode candidate = json.path("candidates").path(0);
        if (!candidate.isObject()) {
            throw errors.unreadable(call.model(), reply, "candidates are missing", null);
        }
        JsonNode content = candidate.path("content");
        if (!content.isObject() && !candidate.has("finishReason")) {
            throw errors.unreadable(call.model(), reply, "the candidate has no content", null);
        }
        return GenerateReply.read(json, call.model());
    }

    private JsonNode parse(ChatCall call, HttpReply reply) {
        try {
            return WireJson.parse(reply.text());
        } catch (JsonProcessingException e) {
            throw isSuccess(reply)
                    ? errors.unreadable(call.model(), reply, "the reply is not JSON", e)
                    : errors.from(call.model(), reply, ErrorBody.NONE);
        }
    }

    private static boolean isSuccess(HttpReply reply) {
        return reply.status() >= 200 && reply.status() < 300;
    }
}
