package io.cascadeflow.provider.bedrock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
import io.cascadeflow.provider.stream.StreamHeaders;
import io.cascadeflow.provider.stream.StreamSource;
import io.cascadeflow.provider.stream.StreamedReply;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Bedrock's Converse. Immutable.
 *
 * <p>System and developer messages become {@code system}, in their order. Seed, {@code top_k}, penalties, log-probabilities,
 * efforts, the end user's pseudonym and {@code parallel} have no place here and are not sent; what a model has beyond that goes
 * into the further field {@code additionalModelRequestFields}. Refused before the call are an image by address, any JSON without
 * a schema, and that no tool may be called in a conversation that has called some: none of them can be said.
 */
public final class ConverseProtocol implements WireProtocol {

    private static final String STREAM = "application/vnd.amazon.eventstream";
    private static final Set<String> STREAMS = Set.of(STREAM, "");

    private final BedrockEndpoint endpoint;
    private final Map<String, Object> fields;
    private final HttpErrors errors;

    private ConverseProtocol(BedrockEndpoint endpoint, Map<String, Object> fields, HttpErrors errors) {
        this.endpoint = endpoint;
        this.fields = fields;
        this.errors = errors;
    }

    /**
     * The protocol as these settings say.
     *
     * @throws IllegalArgumentException when a setting is missing, wrong or of no use here, naming the option
     */
    public static ConverseProtocol of(ProviderSettings settings, Clock clock) {
        return at(BedrockEndpoint.of(settings), settings, clock);
    }

    static ConverseProtocol at(BedrockEndpoint endpoint, ProviderSettings settings, Clock clock) {
        return new ConverseProtocol(endpoint, settings.body(), new HttpErrors(settings.provider(), clock));
    }

    /** For reading recorded replies only: needs no key, and what it encodes is addressed to nobody. */
    public static ConverseProtocol forReading(Clock clock) {
        return of(ProviderSettings.of("bedrock").withBaseUrl(URI.create("http://localhost")), clock);
    }

    @Override
    public HttpCall encode(ChatCall call, Set<String> refused) {
        return http(call, refused, "converse", endpoint.headers());
    }

    /** Usage comes in every stream, unasked. */
    @Override
    public HttpCall encodeStreamed(ChatCall call, Set<String> refused) {
        return http(call, refused, "converse-stream", StreamHeaders.accepting(STREAM, endpoint.headers()));
    }

    private HttpCall http(ChatCall call, Set<String> refused, String verb, Map<String, String> headers) {
        byte[] body = WireJson.bytes(ConverseRequest.of(call, fields, refused));
        return new HttpCall("POST", endpoint.uri(call.model(), verb), headers, body, Duration.ZERO);
    }

    @Override
    public Set<Feature> lacks(ChatCall call, Set<String> refused) {
        return Set.of(Feature.LOGPROBS);
    }

    @Override
    public ReplyReader reader(ChatCall call, HttpReply head) {
        StreamSource source = new StreamSource(call, head, errors);
        if (source.isJson()) {
            return new WholeReply(this, call, head);
        }
        if (!STREAMS.contains(source.contentType())) {
            throw source.unreadable("the reply is no event stream of Amazon's", null);
        }
        return new StreamedReply(
                source, new EventStream(), out -> new ConverseAssembly(source, json -> read(call, head, json), out));
    }

    @Override
    public ChatReply decode(ChatCall call, HttpReply reply) {
        JsonNode json = parse(call, reply);
        if (!isSuccess(reply)
                || json.path("error").isObject()
                || json.path("__type").isTextual()) {
            throw errors.from(
                    call.model(),
                    reply,
                    ConverseErrors.read(json, reply.header("x-amzn-errortype").orElse("")));
        }
        return read(call, reply, json);
    }

    /** @param json the reply in one piece, as it came or put together from a stream */
    private ChatReply read(ChatCall call, HttpReply reply, JsonNode json) {
        if (!json.at("/output/message/content").isArray()) {
            throw errors.unreadable(call.model(), reply, "output.message.content is missing", null);
        }
        return ConverseReply.read(json, call.model());
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
