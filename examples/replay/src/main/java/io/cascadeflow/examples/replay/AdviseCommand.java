package io.cascadeflow.examples.replay;

import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.Advice;
import io.cascadeflow.replay.Advisor;
import io.cascadeflow.replay.FitRun;
import io.cascadeflow.replay.Goal;
import io.cascadeflow.replay.Lessons;
import io.cascadeflow.replay.Replayed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells which pairs of recorded models are worth a cascade. */
@Command(
        name = "advise",
        mixinStandardHelpOptions = true,
        description = {
            "Tells which pairs of recorded models are worth a cascade, and when one model alone is better.",
            "Each draft is judged by a gate fitted without it, at a threshold chosen without it. Costs are US dollars for a thousand questions."
        })
final class AdviseCommand implements Callable<Integer> {

    @Mixin
    private RecordingOption recorded = new RecordingOption();

    @Option(
            names = "--samples",
            defaultValue = "1",
            paramLabel = "K",
            description =
                    "how many answers of the small model the gates compare, where there are as many (default: ${DEFAULT-VALUE})")
    private int samples;

    @Option(
            names = "--min-quality",
            paramLabel = "Q",
            description = "look for the cheapest way to this mean quality; without it as good as the better model")
    private @Nullable Double minQuality;

    @Option(
            names = "--max-cost",
            paramLabel = "USD",
            description = "look for the best quality within so many US dollars for a thousand questions")
    private @Nullable Double maxCost;

    @Option(
            names = "--worth",
            paramLabel = "USD",
            description =
                    "what a right answer is worth: look for the threshold at which a question goes on exactly when the gain to be expected is worth more than the large model's price")
    private @Nullable Double worth;

    @Option(
            names = "--worth-of-second",
            paramLabel = "USD",
            description = "beside --worth: what a second less to wait is worth; needs latencyMs in the recording")
    private @Nullable Double worthOfSecond;

    @Mixin
    private PriceOptions given = new PriceOptions();

    @Mixin
    private Printing printing = new Printing();

    @Override
    public Integer call() {
        requireSense();
        Recording recording = recorded.read();
        List<String> models = List.copyOf(recording.models());
        if (models.size() < 2) {
            throw new IllegalArgumentException(
                    "%s: has answers of %s only; a cascade needs two models".formatted(recording.name(), models));
        }
        Prices prices = given.prices(recording, models);
        List<String> notes = new ArrayList<>(prices.notes());
        List<Advice> all = weigh(recording, prices, notes);
        if (all.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", notes));
        }
        AdviceReport report = new AdviceReport(all, goal());
        printing.print(report::json, report::table, notes);
        return 0;
    }

    private void requireSense() {
        if (samples < 1 || goals() > 1 || (worth != null && !(worth > 0)) || !isSecondSound()) {
            throw printing.misuse(
                    "--samples is 1 or more, --worth above 0, --worth-of-second 0 or more and only beside --worth; --min-quality, --max-cost and --worth exclude each other");
        }
    }

    /** A pair of which nothing can be said becomes a note. */
    private List<Advice> weigh(Recording recording, Prices prices, List<String> notes) {
        List<Pair> pairs = new CandidatePairs(recording, prices).pairs();
        List<Advice> all = new ArrayList<>();
        try (ProgressBar progress = printing.progress("weighing pairs", pairs.size())) {
            for (Pair pair : pairs) {
                try {
                    all.add(advice(recording, pair, prices));
                } catch (IllegalArgumentException e) {
                    notes.add("%s: %s".formatted(pair, e.getMessage()));
                }
                progress.step();
            }
        }
        return all;
    }

    private Advice advice(Recording recording, Pair pair, Prices prices) {
        AnswerCosts costs = new AnswerCosts(prices);
        int looked = recording.items().stream()
                        .anyMatch(item -> item.samples(pair.small()).size() >= samples)
                ? samples
                : 1;
        Lessons lessons = Lessons.of(recording, pair.small(), pair.large(), looked, () -> {});
        List<Replayed> heldOut = FitRun.heldOut(lessons, () -> {});
        return Advisor.advise(
                pair.small(),
                pair.large(),
                heldOut,
                costs.outlay(lessons.items(), pair.small(), looked),
                costs.outlay(lessons.items(), pair.small(), 1),
                costs.outlay(lessons.items(), pair.large(), 1),
                goal());
    }

    private boolean isSecondSound() {
        return worthOfSecond == null || (worth != null && worthOfSecond >= 0);
    }

    private long goals() {
        return Stream.of(minQuality, maxCost, worth).filter(Objects::nonNull).count();
    }

    private Goal goal() {
        if (worth != null) {
            return new Goal.Worth(worth, worthOfSecond == null ? 0 : worthOfSecond);
        }
        if (maxCost != null) {
            return new Goal.Within(maxCost);
        }
        return minQuality == null ? new Goal.KeepQuality() : new Goal.AtLeast(minQuality);
    }
}
