package io.cascadeflow.examples.replay.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.WireProtocol;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading one recorded reply.
 *
 * @param exchange what was read
 * @param kind which case it is
 * @param reply the reply; absent when it is an error or was not read
 * @param error the failure's kind, lower case; {@code notBuilt} when no protocol was asked; absent when it was read
 * @param stream how the reading of a stream fared; absent for a reply in one piece
 */
record WireReading(
        WireExchange exchange,
        Kind kind,
        @Nullable ChatReply reply,
        @Nullable String error,
        @Nullable StreamCheck stream) {

    /** What a success that we do not understand comes to. */
    private static final Set<ProviderException.Kind> UNREADABLE =
            Set.of(ProviderException.Kind.BAD_PAYLOAD, ProviderException.Kind.TRUNCATED);

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    /** The cases. */
    enum Kind {
        /** An answer, read. */
        ANSWER,
        /** A provider's error, read as one. */
        ERROR,
        /** Our protocol could not read it. */
        UNREADABLE,
        /** We have no protocol for it yet. */
        NOT_BUILT
    }

    static WireReading of(WireExchange exchange, Optional<WireProtocol> protocol) {
        if (protocol.isEmpty()) {
            return new WireReading(exchange, Kind.NOT_BUILT, null, "notBuilt", null);
        }
        if (exchange.isStream()) {
            StreamCheck check = StreamCheck.of(exchange, protocol.get());
            return of(exchange, check.whole().reply(), check.whole().failure(), check);
        }
        try {
            return of(exchange, protocol.get().decode(exchange.call(), exchange.reply()), null, null);
        } catch (ProviderException e) {
            return of(exchange, null, e, null);
        }
    }

    private static WireReading of(
            WireExchange exchange,
            @Nullable ChatReply reply,
            @Nullable ProviderException failure,
            @Nullable StreamCheck stream) {
        if (failure == null) {
            return new WireReading(exchange, Kind.ANSWER, reply, null, stream);
        }
        boolean unreadable = exchange.reply().status() < 400 && UNREADABLE.contains(failure.kind());
        String error = failure.kind().name().toLowerCase(Locale.ROOT);
        return new WireReading(exchange, unreadable ? Kind.UNREADABLE : Kind.ERROR, null, error, stream);
    }

    /** The line that {@code wire} prints. */
    ObjectNode json() {
        ObjectNode line = NODES.objectNode()
                .put("id", exchange.id())
                .put("provider", exchange.provider())
                .put("ok", reply != null)
                .put("text", reply == null ? null : reply.text());
        line.set("toolCalls", toolCalls());
        line.put("finish", reply == null ? null : reply.finishReason().name().toLowerCase(Locale.ROOT));
        line.set("usage", usage());
        line.put("error", error);
        if (stream != null) {
            line.putObject("stream").put("cuts", stream.cuts()).put("lost", stream.lost());
        }
        return line;
    }

    private JsonNode toolCalls() {
        var calls = NODES.arrayNode();
        if (reply != null) {
            for (ToolCall call : reply.message().toolCalls()) {
                calls.addObject().put("name", call.name()).set("arguments", arguments(call.arguments()));
            }
        }
        return calls;
    }

    /** As JSON when they are; else as the text that the model wrote. */
    private static JsonNode arguments(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return json.isMissingNode() ? NODES.textNode(text) : json;
        } catch (JsonProcessingException e) {
            return NODES.textNode(text);
        }
    }

    private JsonNode usage() {
        TokenUsage usage = reply == null ? null : reply.usage();
        return usage == null
                ? NODES.nullNode()
                : NODES.objectNode()
                        .put("input", usage.input())
                        .put("cacheRead", usage.cacheRead())
                        .put("cacheWrite", usage.cacheWrite() + usage.cacheWriteLong())
                        .put("output", usage.output())
                        .put("reasoning", usage.reasoning());
    }
}
