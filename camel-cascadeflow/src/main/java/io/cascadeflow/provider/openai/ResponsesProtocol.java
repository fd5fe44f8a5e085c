package io.cascadeflow.provider.openai;

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

/**
 * OpenAI's Responses, as one provider of those that speak it spells it. Immutable.
 *
 * <p>Nothing is left at the provider ({@code store} is false): of a model that thinks, its thoughts are asked for sealed, and
 * go back with the calls that followed them. A response that is still to be made, since a further field asked for one in the
 * background, is a reply without text that was paused.
 */
public final class ResponsesProtocol implements WireProtocol {

    /** A server that says nothing about its reply is taken at its word: it was asked for a stream. */
    private static final Set<String> STREAMS = Set.of("text/event-stream", "");

    private final Preset preset;
    private final Address address;
    private final ResponsesRequest requests;
    private final HttpErrors errors;

    private ResponsesProtocol(Preset preset, Address address, Map<String, Object> fields, HttpErrors errors) {
        this.preset = preset;
        this.address = address;
        this.requests = new ResponsesRequest(preset, fields);
        this.errors = errors;
    }

    static ResponsesProtocol at(Address address, String preset, Map<String, Object> fields, Clock clock) {
        return new ResponsesProtocol(
                Presets.SHIPPED.named(preset), address, Map.copyOf(fields), new HttpErrors(preset, clock));
    }

    /**
     * For reading recorded replies only: needs no key, and what it encodes is addressed to nobody.
     *
     * @throws IllegalArgumentException when there is no such preset
     */
    public static ResponsesProtocol forReading(String preset, Clock clock) {
        return at(Endpoint.below(URI.create("http://localhost"), Map.of()), preset, Map.of(), clock);
    }

    @Override
    public HttpCall encode(ChatCall call, Set<String> refused) {
        return http(call, refused, false, address.headers());
    }

    /** Usage comes in every stream, unasked. A server that refuses to stream is asked for the reply in one piece. */
    @Override
    public HttpCall encodeStreamed(ChatCall call, Set<String> refused) {
        return http(call, refused, true, StreamHeaders.accepting("text/event-stream", address.headers()));
    }

    private HttpCall http(ChatCall call, Set<String> refused, boolean streamed, Map<String, String> headers) {
        ObjectNode body = requests.of(call, refused, streamed).put("model", address.name(call.model()));
        return new HttpCall(
                "POST",
                address.of(Address.RESPONSES, call.model()),
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
            ErrorBody error = ErrorReader.read(Json.parseOrMissing(reply.text()));
            throw OpenAiProtocol.failure(errors, call, reply, error);
        }
        JsonNode json = OpenAiProtocol.json(errors, call, reply);
        Optional<ErrorBody> error = ResponsesErrors.in(json);
        if (error.isPresent()) {
            throw OpenAiProtocol.failure(errors, call, reply, error.get());
        }
        return read(call, reply, json);
    }

    /** @param json the response in one piece, as it came or put together from a stream */
    private ChatReply read(ChatCall call, HttpReply reply, JsonNode json) {
        try {
            String costHeader = preset.reading().costHeader();
            return ResponsesReply.read(
                    json, call.model(), costHeader == null ? Optional.empty() : reply.header(costHeader));
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
                out -> new ResponsesAssembly(source, json -> read(call, head, json), out));
    }
}
