package io.cascadeflow.examples.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Recordings that are made up: sums of two numbers, which the small model gets wrong when they are large. */
final class Made {

    private Made() {}

    /** A line for each question; the small model has two samples, and the large one is right nine times out of ten. */
    static List<String> lines(int questions, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            int a = random.nextInt(2, 1000);
            int b = random.nextInt(2, 1000);
            boolean right = random.nextDouble() < (a + b < 900 ? 0.95 : 0.45);
            boolean again = right ? random.nextDouble() < 0.95 : random.nextDouble() < 0.2;
            boolean large = random.nextDouble() < 0.9;
            lines.add(
                    ("{\"id\":\"q%d\",\"domain\":\"sums\",\"prompt\":\"Ann has %d pens and gets %d more. How many pens has she"
                                    + " now?\",\"answers\":{\"small\":[%s,%s],\"large\":[%s]}}")
                            .formatted(i, a, b, answer(a, b, right), answer(a, b, again), answer(a, b, large)));
        }
        return lines;
    }

    private static String answer(int a, int b, boolean right) {
        return "{\"text\":\"She has %d + %d = %d pens, so the answer is %d.\",\"correct\":%s}"
                .formatted(a, b, right ? a + b : a + b + 7, right ? a + b : a + b + 7, right);
    }

    static Path write(Path file, List<String> lines) throws IOException {
        return Files.write(file, lines);
    }
}
