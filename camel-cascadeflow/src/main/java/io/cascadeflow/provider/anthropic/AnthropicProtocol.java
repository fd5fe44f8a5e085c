package io.cascadeflow.provider.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ErrorBody;
import io.cascadeflow.provider.Feature;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpErrors;
import io.cascadeflow.provider.HttpReply;
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
import java.util.Set;

/**
 * The Anthropic Messages API. Immutable.
 *
 * <p>What differs by model is in {@code models.json}: the limit on output; {@code max_tokens} when the request gives none
 * (4,096, plus the thinking budget where there is one; 16,384 for models that think as they see fit); whether an effort
 * becomes a thinking budget or {@code output_config.effort}; which of temperature, top_p and top_k are sent. A model that
 * thinks gets none of these three, but for a top_p of 0.95 and more. A budget leaves room for the answer within {@code maxTokens}, or there is no thinking.
 *
 * <p>System and developer messages become the {@code system} blocks, in their order. A call's arguments that are no JSON
 * object go back as {@code {"invalid_arguments": "..."}}. Any JSON at all, or a schema with a model older than structured
 * output, is asked for in words. Seed, penalties and log-probabilities do not exist here and are not sent.
 */
public final class AnthropicProtocol implements WireProtocol {

    /** A server that says nothing about its reply is taken at its word: it was asked for a stream. */
    private static final Set<String> STREAMS = Set.of("text/event-stream", "");

    private final URI uri;
    private final Map<String, String> headers;
    private final Map<String, Object> fields;
    private final HttpErrors errors;

    AnthropicProtocol(URI uri, Map<String, String> headers, Map<String, Object> fields, HttpErrors errors) {
        this.uri = uri;
        this.headers = headers;
        this.fields = fields;
        this.errors = errors;
    }

    /**
     * The protocol as these settings say.
     *
     * @throws IllegalArgumentException when there is no key for Anthropic's own address
     */
    public static AnthropicProtocol of(ProviderSettings settings, Clock clock) {
        AnthropicEndpoint.requireKey(settings);
        return withoutKey(settings, clock);
    }

    /** The same without a look for a key: for replies that are at hand already. */
    public static AnthropicProtocol withoutKey(ProviderSettings settings, Clock clock) {
        return new AnthropicProtocol(
                AnthropicEndpoint.uri(settings),
                AnthropicEndpoint.headers(settings),
                settings.body(),
                new HttpErrors(settings.provider(), clock));
    }

    /** Whether calls of this path, as in a recording, are in this protocol. */
    public static boolean speaksOn(String path) {
        return path.replaceFirst("[?#].*", "").endsWith("/v1/messages");
    }

    @Override
    public HttpCall encode(ChatCall call, Set<String> refused) {
        byte[] body = WireJson.bytes(MessagesRequest.of(call, fields, refused));
        return new HttpCall("POST", uri, headers, body, Duration.ZERO);
    }

    /** Usage comes in every stream, unasked. A server that refuses to stream is asked for the reply in one piece. */
    @Override
    public HttpCall encodeStreamed(ChatCall call, Set<String> refused) {
        ObjectNode body = MessagesRequest.of(call, fields, refused);
        if (!refused.contains("stream")) {
            body.put("stream", true);
        }
        return new HttpCall(
                "POST",
                uri,
                StreamHeaders.accepting("text/event-stream", headers),
                WireJson.bytes(body),
                Duration.ZERO);
    }

    @Override
    public Set<Feature> lacks(ChatCall call, Set<String> refused) {
        return MessagesRequest.takesSchemas(call.model())
                ? Set.of(Feature.LOGPROBS)
                : Set.of(Feature.LOGPROBS, Feature.SCHEMA);
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
        return new StreamedReply(source, new ServerSentEvents(), out -> new MessageAssembly(source, out));
    }

    @Override
    public ChatReply decode(ChatCall call, HttpReply reply) {
        JsonNode json = parse(call, reply);
        if (!isSuccess(reply) || ErrorJson.isError(json)) {
            throw errors.from(call.model(), reply, ErrorJson.read(json));
        }
        if (!json.path("content").isArray()) {
            throw errors.unreadable(call.model(), reply, "content is missing", null);
        }
        return MessagesReply.read(json, call.model());
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
