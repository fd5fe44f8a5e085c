package io.cascadeflow.provider.tgi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ErrorBody;
import io.cascadeflow.provider.Feature;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpErrors;
import io.cascadeflow.provider.HttpReply;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /generate} and {@code /generate_stream} of Text Generation Inference. Immutable.
 *
 * <p>A text goes in and a text comes out, with the log-probability of each token. There are no roles, tools and images, and the
 * model's template is not put around the prompt: that is what the same server's Chat Completions do.
 */
public final class TgiProtocol implements WireProtocol {

    /** A server that says nothing about its reply is taken at its word: it was asked for a stream. */
    private static final Set<String> STREAMS = Set.of("text/event-stream", "");

    private final String root;
    private final Map<String, String> headers;
    private final TgiRequest requests;
    private final HttpErrors errors;

    private TgiProtocol(String root, Map<String, String> headers, TgiRequest requests, HttpErrors errors) {
        this.root = root;
        this.headers = headers;
        this.requests = requests;
        this.errors = errors;
    }

    /**
     * The protocol at one server.
     *
     * @param provider names it in messages
     * @param baseUrl the server's address, with or without {@code /v1}
     * @param headers sent with every request; they may hold a key
     * @param fields further parameters for every request
     */
    public static TgiProtocol at(
            String provider, URI baseUrl, Map<String, String> headers, Map<String, Object> fields, Clock clock) {
        String root = baseUrl.toString().replaceAll("/+$", "").replaceFirst("/v1$", "");
        return new TgiProtocol(
                root,
                Map.copyOf(headers),
                new TgiRequest(provider, Map.copyOf(fields)),
                new HttpErrors(provider, clock));
    }

    @Override
    public HttpCall encode(ChatCall call, Set<String> refused) {
        return http(call, refused, "/generate", headers);
    }

    @Override
    public HttpCall encodeStreamed(ChatCall call, Set<String> refused) {
        return http(call, refused, "/generate_stream", StreamHeaders.accepting("text/event-stream", headers));
    }

    private HttpCall http(ChatCall call, Set<String> refused, String path, Map<String, String> all) {
        byte[] body = WireJson.bytes(requests.of(call, refused));
        return new HttpCall("POST", URI.create(root + path), all, body, Duration.ZERO);
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
                source, new ServerSentEvents(), out -> new TgiAssembly(source, json -> read(call, head, json), out));
    }

    @Override
    public Set<Feature> lacks(ChatCall call, Set<String> refused) {
        return Set.of(Feature.TOOLS, Feature.IMAGES);
    }

    @Override
    public ChatReply decode(ChatCall call, HttpReply reply) {
        JsonNode json = parse(call, reply);
        if (!isSuccess(reply) || TgiReply.isError(json)) {
            throw errors.from(call.model(), reply, TgiReply.error(json));
        }
        return read(call, reply, json);
    }

    /** @param json the reply in one piece, as it came or put together from a stream */
    private ChatReply read(ChatCall call, HttpReply reply, JsonNode json) {
        if (!json.path("generated_text").isTextual()) {
            throw errors.unreadable(call.model(), reply, "generated_text is missing", null);
        }
        return TgiReply.read(json, call.model(), promptTokens(reply));
    }

    private static @Nullable Long promptTokens(HttpReply reply) {
        return reply.header("x-prompt-tokens")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(Long::valueOf)
                .orElse(null);
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

    /** The address only. */
    @Override
    public String toString() {
        return root;
    }
}
