package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a reader made of a stream.
 *
 * @param events all that it told
 * @param reply the whole reply; absent when it failed
 * @param failure why it failed; absent when it did not
 */
public record StreamedRun(
        List<ReplyEvent> events,
        @Nullable ChatReply reply,
        @Nullable ProviderException failure) {

    /** Reads pieces, the last of which ends the body properly. */
    public static StreamedRun of(WireProtocol protocol, ChatCall call, String contentType, List<byte[]> pieces) {
        List<ReplyEvent> events = new ArrayList<>();
        try {
            ReplyReader reader =
                    protocol.reader(call, new HttpReply(200, Map.of("content-type", contentType), new byte[0]));
            for (byte[] piece : pieces) {
                events.addAll(reader.read(piece));
            }
            events.addAll(reader.end());
            return new StreamedRun(events, reader.reply(), null);
        } catch (ProviderException failure) {
            return new StreamedRun(events, null, failure);
        }
    }

    public static StreamedRun whole(WireProtocol protocol, ChatCall call, String contentType, String body) {
        return of(protocol, call, contentType, List.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The bytes one by one. */
    public static List<byte[]> single(byte[] bytes) {
        List<byte[]> pieces = new ArrayList<>(bytes.length);
        for (byte one : bytes) {
            pieces.add(new byte[] {one});
        }
        return pieces;
    }

    public static List<byte[]> cutAt(byte[] bytes, int offset) {
        return List.of(Arrays.copyOf(bytes, offset), Arrays.copyOfRange(bytes, offset, bytes.length));
    }

    public String text() {
        return events.stream()
                .filter(ReplyEvent.Text.class::isInstance)
                .map(event -> ((ReplyEvent.Text) event).text())
                .collect(Collectors.joining());
    }

    public String reasoning() {
        return events.stream()
                .filter(ReplyEvent.Reasoning.class::isInstance)
                .map(event -> ((ReplyEvent.Reasoning) event).text())
                .collect(Collectors.joining());
    }

    public String refusal() {
        return events.stream()
                .filter(ReplyEvent.Refusal.class::isInstance)
                .map(event -> ((ReplyEvent.Refusal) event).text())
                .collect(Collectors.joining());
    }

    /** The joined pieces of a call's arguments. */
    public String arguments(int index) {
        return events.stream()
                .filter(event -> event instanceof ReplyEvent.ToolCallArguments arguments && arguments.index() == index)
                .map(event -> ((ReplyEvent.ToolCallArguments) event).fragment())
                .collect(Collectors.joining());
    }

    public List<ReplyEvent.ToolCallStart> calls() {
        return events.stream()
                .filter(ReplyEvent.ToolCallStart.class::isInstance)
                .map(ReplyEvent.ToolCallStart.class::cast)
                .toList();
    }

    /** Without the failure's stack: what two readings of the same bytes must have in common. */
    public String told() {
        return events + " " + reply + " " + (failure == null ? "" : failure.getMessage() + failure.details());
    }
}
