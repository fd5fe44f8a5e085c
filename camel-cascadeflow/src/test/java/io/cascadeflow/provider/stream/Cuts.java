package io.cascadeflow.provider.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ways to cut bytes into pieces. */
final class Cuts {

    private Cuts() {}

    /** Pieces of random lengths, empty ones among them. */
    static List<byte[]> random(byte[] bytes, long seed) {
        Random random = new Random(seed);
        int longest = 1 + random.nextInt(1 + random.nextInt(40));
        List<byte[]> pieces = new ArrayList<>();
        int start = 0;
        while (start < bytes.length) {
            int end = Math.min(bytes.length, start + random.nextInt(longest + 1));
            pieces.add(Arrays.copyOfRange(bytes, start, end));
            start = end;
        }
        return pieces;
    }

    static List<Frame> frames(Framing framing, List<byte[]> pieces) {
        List<Frame> frames = new ArrayList<>();
        pieces.forEach(piece -> frames.addAll(framing.read(piece)));
        return frames;
    }
}
