package io.cascadeflow.confidence;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gate that was fitted on recorded answers: what it weighs, how it is calibrated, where it comes from, how good it was on
 * questions it had not seen, and which thresholds are certified.
 *
 * @param name for traces
 * @param models whose drafts it judges, and against whose answers they were held
 * @param samples how many answers of the small model it looks at for each question, 1 or more
 * @param source what it was fitted on
 * @param metrics by name, cross-validated
 * @param certified thresholds with a bound on regret; may be empty
 */
public record FittedProfile(
        String name,
        Models models,
        int samples,
        Source source,
        Weights weights,
        Calibration calibration,
        Map<String, Metric> metrics,
        List<Certificate> certified) {

    /** The version of the JSON form. */
    public static final int VERSION = 2;

    public FittedProfile {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        certified = List.copyOf(certified);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a gate profile needs a name");
        }
        if (samples < 1) {
            throw new IllegalArgumentException("samples is %d; a gate looks at one answer or more".formatted(samples));
        }
    }

    /** The two models of the cascade, as the recording names them. */
    public record Models(String small, String large) {

        /** Whether {@code served}, as a provider names the model it used, is {@code model}; dated versions are. */
        public static boolean same(String model, String served) {
            String bare = model.substring(model.indexOf(':') + 1);
            return served.equals(model) || served.equals(bare) || served.matches("\\Q" + bare + "\\E[-@]\\d[\\d-]*");
        }
    }

    /**
     * Where a profile comes from.
     *
     * @param recording its name
     * @param sha256 of its bytes
     * @param questions how many of its questions were used
     * @param fittedOn the day
     * @param method penalties and the like, for people
     */
    public record Source(String recording, String sha256, int questions, LocalDate fittedOn, String method) {}

    /** A figure with its 95 % interval; the interval is absent where it cannot be told. */
    public record Metric(
            double value, @Nullable Double low, @Nullable Double high) {}

    /**
     * A threshold whose regret is bounded.
     *
     * @param maxRegret the regret allowed: share of all questions with a wrong draft accepted that the large model had right
     * @param confidence the probability, 0 to 1, with which the bound holds
     * @param threshold accept at or above it; absent when nothing is attainable
     * @param accepted share of drafts at or above it
     * @param regretBound upper bound of regret, at {@code confidence}
     */
    public record Certificate(
            double maxRegret, double confidence, @Nullable Double threshold, double accepted, double regretBound) {}
}
