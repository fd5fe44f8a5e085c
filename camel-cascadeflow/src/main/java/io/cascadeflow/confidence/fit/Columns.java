package io.cascadeflow.confidence.fit;

import io.cascadeflow.confidence.Features;
import io.cascadeflow.confidence.Grams;
import io.cascadeflow.confidence.Warnings;
import io.cascadeflow.confidence.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The columns of a regression, as the examples it learns from suggest them: signals on a common scale, domains, known words. */
final class Columns {

    /** A signal that fewer of the examples have, or lack, cannot be learned from. */
    private static final int LEAST = 5;
    /** A domain of fewer examples has no term of its own. */
    private static final int LEAST_IN_DOMAIN = 30;
    /** A bucket that fewer texts have is unknown, and so is one that a smaller share of them has: a profile stays readable. */
    private static final int LEAST_FOR_GRAM = 3;

    private static final double LEAST_SHARE_FOR_GRAM = 1 / 300.0;
    /** A signal that varies less than this does not vary. */
    private static final double SMALLEST_SCALE = 1e-9;

    /**
     * Observed, but not learned from. The first two depend on the language of the texts and would judge the same answer
     * differently in another one; the number of equations repeats the length of the draft, and cost more in cross-validation
     * than it told.
     */
    private static final Set<String> LEFT_OUT = Set.of("topic.overlap", "length.question", "arithmetic.checked");

    private final List<Scaled> signals = new ArrayList<>();
    private final List<String> domains = new ArrayList<>();
    private final int[] indexOfBucket = new int[Grams.BUCKETS];
    private int[] known = new int[0];

    /**
     * A signal on the common scale.
     *
     * @param absentShare of the examples; its absence is a column of its own when that is neither rare nor usual
     */
    record Scaled(String name, double centre, double scale, double absentShare, boolean absenceTells) {}

    Columns(List<Example> examples) {
        new TreeSet<>(examples.stream()
                        .flatMap(example -> example.own().signals().keySet().stream())
                        .toList())
                .forEach(name -> scale(name, examples));
        domains(examples);
        vocabulary(examples);
    }

    private void scale(String name, List<Example> examples) {
        double[] values = examples.stream()
                .map(example -> example.own().signals().get(name))
                .filter(value -> value != null)
                .mapToDouble(Double::doubleValue)
                .toArray();
        int absent = examples.size() - values.length;
        double centre = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(value -> (value - centre) * (value - centre))
                .average()
                .orElse(0);
        boolean varies = variance > SMALLEST_SCALE * SMALLEST_SCALE;
        boolean absenceTells = absent >= LEAST && values.length >= LEAST;
        if (!LEFT_OUT.contains(name) && teaches(name, values) && values.length >= LEAST && (varies || absenceTells)) {
            signals.add(new Scaled(
                    name, centre, varies ? Math.sqrt(variance) : 1, absent / (double) examples.size(), absenceTells));
        }
    }

    /** A warning that hardly any draft gave is not learned from: the gate refuses drafts that give it. */
    private static boolean teaches(String name, double[] values) {
        return !Warnings.isWarning(name)
                || Arrays.stream(values).filter(value -> value > 0).count() >= LEAST;
    }

    private void domains(List<Example> examples) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Example example : examples) {
            String domain = example.own().domain();
            if (domain != null) {
                counts.merge(domain, 1, Integer::sum);
            }
        }
        counts.values().removeIf(count -> count < LEAST_IN_DOMAIN);
        if (counts.size() > 1) {
            domains.addAll(counts.keySet());
        }
    }

    private void vocabulary(List<Example> examples) {
        int[] counts = new int[Grams.BUCKETS];
        for (Example example : examples) {
            count(example.own().question(), counts);
            count(example.own().answer(), counts);
        }
        double least = Math.max(LEAST_FOR_GRAM, LEAST_SHARE_FOR_GRAM * examples.size());
        known = IntStream.range(0, counts.length)
                .filter(i -> counts[i] >= least)
                .toArray();
        Arrays.fill(indexOfBucket, -1);
        for (int i = 0; i < known.length; i++) {
            indexOfBucket[known[i]] = i;
        }
    }

    private static void count(Grams grams, int[] counts) {
        for (int i = 0; i < grams.size(); i++) {
            counts[grams.bucket(i)]++;
        }
    }

    List<Scaled> signals() {
        return signals;
    }

    List<String> domains() {
        return domains;
    }

    /** The known buckets, rising. */
    int[] known() {
        return known;
    }

    /** The place of a bucket among the known ones; −1 for an unknown one. */
    int indexOf(int bucket) {
        return indexOfBucket[bucket];
    }

    /** The dense columns: each signal's value and, where that tells, its absence; then the domains. */
    int width() {
        return 2 * signals.size() + domains.size();
    }

    void fill(Features features, double[] row, int from) {
        for (int i = 0; i < signals.size(); i++) {
            Scaled signal = signals.get(i);
            Double value = features.signals().get(signal.name);
            row[from + 2 * i] = value == null ? 0 : Weights.standard(signal.name, value, signal.centre, signal.scale);
            row[from + 2 * i + 1] = signal.absenceTells ? absence(signal.absentShare, value) : 0;
        }
        for (int i = 0; i < domains.size(); i++) {
            row[from + 2 * signals.size() + i] = domains.get(i).equals(features.domain()) ? 1 : 0;
        }
    }

    /** On the same scale as the signals: mean 0, deviation 1. */
    private static double absence(double share, @Nullable Double value) {
        double deviation = Math.sqrt(share * (1 - share));
        return ((value == null ? 1 : 0) - share) / deviation;
    }
}
