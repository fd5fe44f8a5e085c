package io.cascadeflow.examples.replay.wire;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ReplyReader;
import io.cascadeflow.provider.WireProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading a recorded stream in some pieces.
 *
 * @param events all that was told
 * @param reply the whole reply; absent when it failed
 * @param failure why it failed; absent when it did not
 */
record StreamReading(
        List<ReplyEvent> events,
        @Nullable ChatReply reply,
        @Nullable ProviderException failure) {

    static StreamReading of(WireExchange exchange, WireProtocol protocol, List<byte[]> pieces) {
        List<ReplyEvent> events = new ArrayList<>();
        HttpReply whole = exchange.reply();
        try {
            ReplyReader reader =
                    protocol.reader(exchange.call(), new HttpReply(whole.status(), whole.headers(), new byte[0]));
            for (byte[] piece : pieces) {
                events.addAll(reader.read(piece));
            }
            events.addAll(reader.end());
            return new StreamReading(events, reader.reply(), null);
        } catch (ProviderException failure) {
            return new StreamReading(events, null, failure);
        }
    }

    /** The text that was told, refusals included. */
    String text() {
        return events.stream().map(StreamReading::text).collect(Collectors.joining());
    }

    private static String text(ReplyEvent event) {
        if (event instanceof ReplyEvent.Text text) {
            return text.text();
        }
        return event instanceof ReplyEvent.Refusal refusal ? refusal.text() : "";
    }

    /** Whether the events tell what the reply holds. Only the end of a thought can show that it was one, not an answer. */
    boolean tellsItsReply() {
        if (reply == null) {
            return failure != null;
        }
        String told = text();
        long calls = events.stream()
                .filter(ReplyEvent.ToolCallStart.class::isInstance)
                .count();
        return calls == reply.message().toolCalls().size() && (told.equals(reply.text()) || told.contains("</think>"));
    }

    boolean isSameAs(StreamReading other) {
        return events.equals(other.events)
                && (reply == null ? other.reply == null : reply.equals(other.reply))
                && (failure == null
                        ? other.failure == null
                        : other.failure != null && failure.kind() == other.failure.kind());
    }
}
