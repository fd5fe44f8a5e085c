package io.cascadeflow.benchmarks.measure;

import io.cascadeflow.confidence.Calibration.Platt;
import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Source;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.GramWeights;
import io.cascadeflow.confidence.Grams;
import io.cascadeflow.confidence.Outlook;
import io.cascadeflow.confidence.Outlook.Band;
import io.cascadeflow.confidence.Prefix;
import io.cascadeflow.confidence.Signals;
import io.cascadeflow.confidence.Weights;
import io.cascadeflow.confidence.Weights.Weight;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A gate as large as one that was fitted on three thousand questions; its numbers mean nothing. */
public final class FittedForBenchmark {

    /** Every fourth bucket is known: about as many as three thousand questions teach. */
    private static final int EVERY = 4;

    private FittedForBenchmark() {}

    /** Only judges finished drafts. */
    public static Gate gate() {
        return gate(Map.of());
    }

    /** Accepts and commits to every draft for a threshold of a half, at its first look: after the first 200 characters. */
    public static Gate committing() {
        Weights look = new Weights(0, signals(), Map.of(), GramWeights.NONE);
        Outlook all = new Outlook(look, List.of(new Band(0, Collections.nCopies(Outlook.STEPS + 1, 0.9))));
        return gate(Map.of(Prefix.SIZES.get(0), all));
    }

    private static Map<String, Weight> signals() {
        Map<String, Weight> signals = new LinkedHashMap<>();
        Signals.byName(Signals.standard()).keySet().forEach(name -> signals.put(name, new Weight(0.1, 0.5, 1, -0.05)));
        return signals;
    }

    private static Gate gate(Map<Integer, Outlook> early) {
        int[] buckets =
                IntStream.range(0, Grams.BUCKETS / EVERY).map(i -> i * EVERY).toArray();
        float[] weights = new float[buckets.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (i % 21 - 10) / 100f;
        }
        return FittedGate.of(new FittedProfile(
                        "benchmark",
                        new Models("small", "large"),
                        1,
                        new Source("none", "", 3_000, LocalDate.EPOCH, "made up"),
                        new Weights(0, signals(), Map.of(), new GramWeights(buckets, weights, 0)),
                        new Platt(1, 0),
                        Map.of(),
                        List.of(),
                        Map.of(),
                        null,
                        null,
                        early))
                .forAnyModel();
    }
}
