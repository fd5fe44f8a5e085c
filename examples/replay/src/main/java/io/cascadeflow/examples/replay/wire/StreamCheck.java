package io.cascadeflow.examples.replay.wire;

import io.cascadeflow.provider.WireProtocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a recorded stream is read without loss, wherever it is cut: all bytes one by one, two pieces, and broken off.
 *
 * @param whole what it came to in one piece
 * @param cuts how many other ways of reading it were tried
 * @param lost whether any of them came to something else, or took less for the whole
 */
record StreamCheck(StreamReading whole, int cuts, boolean lost) {

    /** Streams up to so many bytes are cut at each of them, longer ones at so many places, evenly spread. */
    private static final int EVERYWHERE = 2_048;

    private static final int PLACES = 100;

    static StreamCheck of(WireExchange exchange, WireProtocol protocol) {
        byte[] bytes = exchange.reply().body();
        StreamReading whole = StreamReading.of(exchange, protocol, List.of(bytes));
        StreamReading single = StreamReading.of(exchange, protocol, single(bytes));
        int[] places = places(bytes.length);
        boolean lost = !whole.tellsItsReply()
                || !single.isSameAs(whole)
                || Arrays.stream(places).anyMatch(place -> loses(exchange, protocol, whole, place));
        return new StreamCheck(whole, 1 + 2 * places.length, lost);
    }

    private static boolean loses(WireExchange exchange, WireProtocol protocol, StreamReading whole, int place) {
        byte[] bytes = exchange.reply().body();
        byte[] start = Arrays.copyOf(bytes, place);
        byte[] rest = Arrays.copyOfRange(bytes, place, bytes.length);
        StreamReading broken = StreamReading.of(exchange, protocol, List.of(start));
        // only accounts may be missing from what is taken for a success
        boolean taken = broken.reply() != null && !broken.text().equals(whole.text());
        return taken
                || !StreamReading.of(exchange, protocol, List.of(start, rest)).isSameAs(whole);
    }

    private static int[] places(int length) {
        return length <= EVERYWHERE
                ? IntStream.range(0, length).toArray()
                : IntStream.range(0, PLACES)
                        .map(i -> (int) ((long) length * i / PLACES))
                        .toArray();
    }

    private static List<byte[]> single(byte[] bytes) {
        List<byte[]> pieces = new ArrayList<>(bytes.length);
        for (byte one : bytes) {
            pieces.add(new byte[] {one});
        }
        return pieces;
    }
}
