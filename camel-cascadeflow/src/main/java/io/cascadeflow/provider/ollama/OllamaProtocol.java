package io.cascadeflow.provider.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ErrorBody;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpErrors;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.ReplyReader;
import io.cascadeflow.provider.WholeReply;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.WireProtocol;
import io.cascadeflow.provider.stream.JsonLines;
import io.cascadeflow.provider.stream.StreamHeaders;
import io.cascadeflow.provider.stream.StreamSource;
import io.cascadeflow.provider.stream.StreamedReply;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Ollama's own chat API, {@code /api/chat}. Immutable.
 *
 * <p>{@code maxTokens} is sent as {@code num_predict}. The runner's options ({@code num_ctx}, {@code min_p} and so on) go
 * into {@code options} wherever among the extras they stand; {@code keep_alive} is an extra too. An effort becomes {@code
 * think}: a level for the models that {@code thinking.json} names, else yes or no. That some tool must be called can't be
 * asked for; a named tool is the only one offered. Images go by value; one by address is refused. The end user's pseudonym
 * and {@code parallel} have no place in the protocol.
 *
 * <p>A reply without {@code prompt_eval_count} (the prompt was cached) has no usage: unknown is not zero.
 */
public final class OllamaProtocol implements WireProtocol {

    /** A server that says nothing about its reply is taken at its word: it was asked for a stream. */
    private static final Set<String> STREAMS =
            Set.of("application/x-ndjson", "application/ndjson", "application/jsonl", "");

    private final URI uri;
    private final Map<String, String> headers;
    private final Map<String, Object> fields;
    private final HttpErrors errors;

    private OllamaProtocol(URI uri, Map<String, String> headers, Map<String, Object> fields, HttpErrors errors) {
        this.uri = uri;
        this.headers = headers;
        this.fields = fields;
        this.errors = errors;
    }

    /** The protocol as these settings say; it needs no key. */
    public static OllamaProtocol of(ProviderSettings settings, Clock clock) {
        return new OllamaProtocol(
                OllamaEndpoint.uri(settings),
                OllamaEndpoint.headers(settings),
                settings.body(),
                new HttpErrors(settings.provider(), clock));
    }

    /** Whether calls of this path, as in a recording, are in this protocol. */
    public static boolean speaksOn(String path) {
        return path.replaceFirst("[?#].*", "").endsWith("/api/chat");
    }

    @Override
    public HttpCall encode(ChatCall call, Set<String> refused) {
        return http(headers, OllamaRequest.of(call, fields, refused));
    }

    @Override
    public HttpCall encodeStreamed(ChatCall call, Set<String> refused) {
        return http(
                StreamHeaders.accepting("application/x-ndjson", headers),
                OllamaRequest.of(call, fields, refused).put("stream", true));
    }

    private HttpCall http(Map<String, String> headers, ObjectNode body) {
        return new HttpCall("POST", uri, headers, WireJson.bytes(body), Duration.ZERO);
    }

    @Override
    public ChatReply decode(ChatCall call, HttpReply reply) {
        JsonNode json = parse(call, reply);
        if (!isSuccess(reply) || json.hasNonNull("error")) {
            throw error(call, reply, json);
        }
        return read(call, reply, json);
    }

    /** @param json the reply in one piece, as it came or put together from a stream */
    private ChatReply read(ChatCall call, HttpReply reply, JsonNode json) {
        if (!json.path("message").isObject()) {
            throw errors.unreadable(call.model(), reply, "message is missing", null);
        }
        if (!json.path("done").asBoolean()) {
            throw errors.truncated(call.model(), reply, "the reply is not marked done");
        }
        return OllamaReply.read(json, call.model());
    }

    @Override
    public ReplyReader reader(ChatCall call, HttpReply head) {
        StreamSource source = new StreamSource(call, head, errors);
        if (source.isJson()) {
            return new WholeReply(this, call, head);
        }
        if (!STREAMS.contains(source.contentType())) {
            throw source.unreadable("the reply is no stream of JSON lines", null);
        }
        return new StreamedReply(
                source, new JsonLines(), out -> new LineAssembly(source, json -> read(call, head, json), out));
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

    /** A 404 of Ollama's own making means that the model is not there. */
    private ProviderException error(ChatCall call, HttpReply reply, JsonNode json) {
        ProviderException error = errors.from(call.model(), reply, errorBody(json.path("error")));
        if (reply.status() != 404 || !json.path("error").isTextual()) {
            return error;
        }
        return new ProviderException(
                error.kind(),
                "%s, or fetch the model with: ollama pull %s".formatted(error.getMessage(), call.model()),
                error.details(),
                null);
    }

    /** Ollama's own errors are words alone, so that the status decides; a proxy in front of it may give codes. */
    static ErrorBody errorBody(JsonNode error) {
        return ErrorBody.of(
                error.path("code").asText(null),
                error.path("type").asText(null),
                error.path("param").asText(null));
    }

    private static boolean isSuccess(HttpReply reply) {
        return reply.status() >= 200 && reply.status() < 300;
    }
}
