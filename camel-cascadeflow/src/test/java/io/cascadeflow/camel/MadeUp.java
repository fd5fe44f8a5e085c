package io.cascadeflow.camel;

import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Source;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.FitRun;
import io.cascadeflow.replay.Lessons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Recorded answers of the provider {@code probe} that are made up: it adds well, and fails on questions that tell a story. */
final class MadeUp {

    private static final String STORY =
            " She bought them in the town, where she went by train with her brother, who told her"
                    + " about his garden on the way. Each of the pens is in a box, and each box has a label with a name.";

    private MadeUp() {}

    static String question(int a, int b, boolean isLong) {
        return "Ann has %d pens and gets %d more.%s How many pens has she now?".formatted(a, b, isLong ? STORY : "");
    }

    static String answer(int a, int b, boolean right) {
        int sum = right ? a + b : a + b + 7;
        return "She has %d + %d = %d pens, so the answer is %d.".formatted(a, b, sum, sum);
    }

    /** A profile that was fitted on such answers. */
    static FittedProfile profile(Path folder, FitRun.Costs costs) throws IOException {
        Recording recording = Recording.read(Files.write(folder.resolve("made-up.jsonl"), lines(600)));
        Models models = new Models("probe-model-2026", "large");
        Lessons lessons = Lessons.of(recording, models.small(), models.large(), 1, () -> {});
        Source source = new Source("made-up.jsonl", "00ff", 600, LocalDate.of(2026, 11, 27), "logistic");
        return FitRun.of("made-up", lessons, models, 1, source, costs, () -> {}).profile();
    }

    private static List<String> lines(int questions) {
        SplittableRandom random = new SplittableRandom(3);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            int a = random.nextInt(2, 1000);
            int b = random.nextInt(2, 1000);
            boolean isLong = i % 2 == 0;
            boolean right = random.nextDouble() < (isLong ? 0.02 : 0.98);
            lines.add(
                    "{\"id\":\"q%d\",\"prompt\":\"%s\",\"answers\":{\"probe-model-2026\":[{\"text\":\"%s\",\"correct\":%s}],\"large\":[{\"text\":\"%s\",\"correct\":true}]}}"
                            .formatted(i, question(a, b, isLong), answer(a, b, right), right, answer(a, b, true)));
        }
        return lines;
    }
}
