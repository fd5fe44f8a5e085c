package io.cascadeflow.confidence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fitted logistic score: evidence, style, domain and words.
 *
 * @param intercept log-odds of a usual draft
 * @param signals by name
 * @param domains log-odds by domain; one that is not named here counts nothing
 * @param grams of words
 */
public record Weights(double intercept, Map<String, Weight> signals, Map<String, Double> domains, GramWeights grams) {

    /** An outlier argues no harder than evidence this many scales from the centre. */
    private static final double LIMIT = 4;
    /** Layout argues less: a format that nobody has seen yet says little about the answer. */
    private static final double STYLE_LIMIT = 3;

    public Weights {
        signals = Collections.unmodifiableMap(new LinkedHashMap<>(signals));
        domains = Collections.unmodifiableMap(new LinkedHashMap<>(domains));
    }

    /**
     * What one signal contributes.
     *
     * @param weight log-odds for each scale above the centre
     * @param centre mean of the signal where it was learned; contributes nothing
     * @param scale its standard deviation there; above 0
     * @param whenAbsent log-odds when it is absent
     */
    public record Weight(double weight, double centre, double scale, double whenAbsent) {

        public Weight {
            if (!(Double.isFinite(weight) && Double.isFinite(centre) && Double.isFinite(whenAbsent))) {
                throw new IllegalArgumentException("a weight, centre or whenAbsent is not a finite number");
            }
            if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("scale is %s; give a finite number above 0".formatted(scale));
            }
        }

        double contribution(String signal, @Nullable Double value) {
            return value == null ? whenAbsent : weight * standard(signal, value, centre, scale);
        }
    }

    /** How many scales a value is from the centre, within the limits of the signal's family. */
    public static double standard(String signal, double value, double centre, double scale) {
        double limit = SignalFamily.of(signal) == SignalFamily.STYLE ? STYLE_LIMIT : LIMIT;
        return Math.max(-limit, Math.min(limit, (value - centre) / scale));
    }

    /**
     * The score in log-odds, before calibration.
     *
     * @param familiar whether the draft is in a language that the words were learned in; else words count nothing
     */
    public double score(Features features, boolean familiar) {
        double score = intercept;
        for (Map.Entry<String, Weight> entry : signals.entrySet()) {
            score += entry.getValue()
                    .contribution(entry.getKey(), features.signals().get(entry.getKey()));
        }
        String domain = features.domain();
        score += domain == null ? 0 : domains.getOrDefault(domain, 0.0);
        return familiar && grams.size() > 0 ? score + grams.score(features.question(), features.answer()) : score;
    }
}
