package io.cascadeflow.confidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The mean of what is seen of a draft and of samples that come to the same. Pure. */
final class MeanFeatures {

    private MeanFeatures() {}

    /**
     * A signal that is absent of some drafts is the mean of the others. A warning stays the draft's own: no better worded
     * sample takes it back, and none that is worse adds one.
     *
     * @param alike further samples for the same question; may be empty
     */
    static Features of(Features draft, List<Features> alike) {
        if (alike.isEmpty()) {
            return draft;
        }
        List<Features> all = new ArrayList<>(alike);
        all.add(0, draft);
        Map<String, Double> signals = new HashMap<>();
        for (String name : names(all)) {
            double mean = mean(name, Warnings.isWarning(name) ? List.of(draft) : all);
            if (!Double.isNaN(mean)) {
                signals.put(name, mean);
            }
        }
        return new Features(
                signals,
                draft.domain(),
                draft.question(),
                all.stream().map(features -> features.answer().scaled()).reduce(Grams.NONE, Grams::plus));
    }

    private static TreeSet<String> names(List<Features> all) {
        TreeSet<String> names = new TreeSet<>();
        all.forEach(features -> names.addAll(features.signals().keySet()));
        return names;
    }

    /** Over those that have it; NaN when none does. */
    private static double mean(String name, List<Features> all) {
        double sum = 0;
        int count = 0;
        for (Features features : all) {
            Double value = features.signals().get(name);
            if (value != null) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
