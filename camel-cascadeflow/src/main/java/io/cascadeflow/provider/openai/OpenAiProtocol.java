package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ErrorBody;
import io.cascadeflow.provider.Feature;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpErrors;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ReplyReader;
import io.cascadeflow.provider.WholeReply;
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
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's Chat Completions, as one provider of the many that speak it spells it. Immutable; pure functions but for the
 * clock that a {@code retry-after} date is compared with.
 */
public final class OpenAiProtocol implements WireProtocol {

    /** A server that says nothing about its reply is taken at its word: it was asked for a stream. */
    private static final Set<String> STREAMS = Set.of("text/event-stream", "");

    private final Preset preset;
    private final Address address;
    private final RequestEncoder requests;
    private final ReplyDecoder replies;
    private final HttpErrors errors;

    private OpenAiProtocol(Preset preset, Address address, Map<String, Object> fields, HttpErrors errors) {
        this.preset = preset;
        this.address = address;
        this.requests = new RequestEncoder(preset, fields);
        this.replies = new ReplyDecoder(preset.reading());
        this.errors = errors;
    }

    /**
     * The protocol as {@code preset} spells it.
     *
     * @param preset a name from {@code presets.json}; also names the provider in messages
     * @param fields further top-level fields for every request's JSON
     * @throws IllegalArgumentException when there is no such preset
     */
    public static OpenAiProtocol of(String preset, Endpoint endpoint, Map<String, Object> fields, Clock clock) {
        return at(endpoint, preset, fields, clock);
    }

    static OpenAiProtocol at(Address address, String preset, Map<String, Object> fields, Clock clock) {
        return new OpenAiProtocol(
                Presets.SHIPPED.named(preset), address, Map.copyOf(fields), new HttpErrors(preset, clock));
    }

    /** For reading recorded replies only: needs no key, and what it encodes is addressed to nobody. */
    public static OpenAiProtocol forReading(String preset, Clock clock) {
        return of(preset, Endpoint.below(URI.create("http://localhost"), Map.of()), Map.of(), clock);
    }

    @Override
    public HttpCall encode(ChatCall call, Set<String> refused) {
        return http(call, refused, false, address.headers(), requests.encode(call, refused));
    }

    @Override
    public HttpCall encodeStreamed(ChatCall call, Set<String> refused) {
        Map<String, String> headers = StreamHeaders.accepting("text/event-stream", address.headers());
        return http(call, refused, true, headers, requests.encodeStreamed(call, refused));
    }

    private HttpCall http(
            ChatCall call, Set<String> refused, boolean streamed, Map<String, String> headers, ObjectNode body) {
        body.put("model", address.name(call.model()));
        return new HttpCall(
                "POST",
                address.of(Address.CHAT, call.model()),
                IdempotencyKeys.added(headers, preset.access().idempotencyHeader(), call, refused, streamed),
                Json.bytes(body),
                Duration.ZERO);
    }

    @Override
    public Set<Feature> lacks(ChatCall call, Set<String> refused) {
        return Lacks.of(preset, call, refused);
    }

    @Override
    public Optional<String> refusedForGood(ProviderException failure) {
        return Lacks.refusedForGood(failure);
    }

    @Override
    public ChatReply decode(ChatCall call, HttpReply reply) {
        if (reply.status() < 200 || reply.status() > 299) {
            throw failure(call, reply, ErrorReader.read(Json.parseOrMissing(reply.text())));
        }
        JsonNode json = json(errors, call, reply);
        Optional<ErrorBody> error = ErrorReader.inSuccess(json);
        if (error.isPresent()) {
            throw failure(call, reply, error.get());
        }
        return read(call, reply, json);
    }

    /** @param json the reply in one piece, as it came or put together from a stream */
    private ChatReply read(ChatCall call, HttpReply reply, JsonNode json) {
        try {
            String costHeader = preset.reading().costHeader();
            return replies.decode(json, call.model(), costHeader == null ? Optional.empty() : reply.header(costHeader));
        } catch (UnreadableReplyException e) {
            throw errors.unreadable(call.model(), reply, String.valueOf(e.getMessage()), e);
        }
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
                out -> new ChunkAssembly(source, preset.reading(), json -> read(call, head, json), out));
    }

    /** The JSON object that a successful reply is. */
    static JsonNode json(HttpErrors errors, ChatCall call, HttpReply reply) {
        try {
            JsonNode json = Json.MAPPER.readTree(reply.text());
            if (json.isObject()) {
                return json;
            }
            throw errors.unreadable(call.model(), reply, "the reply is not a JSON object", null);
        } catch (JsonEOFException e) {
            throw errors.unreadable(call.model(), reply, "the reply's JSON stops before its end", e);
        } catch (JsonProcessingException e) {
            throw errors.unreadable(call.model(), reply, "the reply is not JSON", e);
        }
    }

    private ProviderException failure(ChatCall call, HttpReply reply, ErrorBody error) {
        return failure(errors, call, reply, error);
    }

    /** A refused parameter that can't be left out is the request's own fault: trying again would repeat it. */
    static ProviderException failure(HttpErrors errors, ChatCall call, HttpReply reply, ErrorBody error) {
        ProviderException failure = errors.from(call.model(), reply, error);
        String parameter = error.parameter();
        boolean hopeless = failure.kind() == Kind.UNSUPPORTED_PARAMETER
                && (parameter == null || !Refusals.isRepairable(parameter));
        if (!hopeless) {
            return failure;
        }
        ProviderException refusal = errors.from(call.model(), reply, ErrorBody.of(error.code(), error.type(), null));
        return new ProviderException(
                refusal.kind(),
                String.valueOf(refusal.getMessage()),
                named(refusal.details(), parameter),
                refusal.getCause());
    }

    private static ProviderException.Details named(ProviderException.Details details, @Nullable String parameter) {
        return new ProviderException.Details(
                details.httpStatus(),
                details.code(),
                parameter,
                details.requestId(),
                details.retryAfter(),
                details.shouldRetry(),
                details.usage());
    }
}
