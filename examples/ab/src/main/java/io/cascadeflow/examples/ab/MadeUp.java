package io.cascadeflow.examples.ab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A recording that nobody recorded: squares, which the small model gets wrong the more often the larger they are, and is the less
 * sure of. Always the same.
 */
final class MadeUp {

    private static final long SEED = 13;
    private static final int FIRST = 11;
    private static final int TOKENS = 4;
    private static final double LARGE_RIGHT = 0.97;

    private MadeUp() {}

    static Path write(Path folder, int questions) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            // easy and hard ones in turn, so that no user has only one kind
            int number = FIRST + i * 7919 % questions;
            double hard = (number - FIRST) / (double) questions;
            ObjectNode item = JsonNodeFactory.instance
                    .objectNode()
                    .put("id", "square-" + number)
                    .put("prompt", "What is the square of %d?".formatted(number));
            ObjectNode answers = item.putObject("answers");
            answers.putArray("small").add(answer(number, random.nextDouble() > 0.7 * hard, random));
            answers.putArray("large").add(answer(number, random.nextDouble() < LARGE_RIGHT, random));
            lines.add(item.toString());
        }
        return Files.write(folder.resolve("made-up.jsonl"), lines);
    }

    private static ObjectNode answer(int number, boolean right, SplittableRandom random) {
        long square = (long) number * number;
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put(
                        "text",
                        "The square of %d is %d.".formatted(number, right ? square : square + 2 + random.nextInt(90)))
                .put("correct", right)
                .put("finish", "stop");
        answer.putObject("usage").put("input", 20).put("output", 12);
        ArrayNode logprobs = answer.putArray("logprobs");
        double unsure = (right ? 0.02 : 0.35) * (0.1 + random.nextDouble() * random.nextDouble() * 8);
        for (int token = 0; token < TOKENS; token++) {
            logprobs.add(-unsure);
        }
        return answer;
    }
}
