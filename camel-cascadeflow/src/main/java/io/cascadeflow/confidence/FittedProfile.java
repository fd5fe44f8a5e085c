package io.cascadeflow.confidence;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * @param reference nine cut points, by name, between ten equal parts of what was seen: of {@code confidence}, as it is on
 *     questions that a gate did not see, and of each signal that is weighed; to notice when live traffic differs
 * @param skip when to pass over the small model; absent when it was not learned
 * @param escalation what going on to the large model brings and takes; absent when it was not measured
 * @param early by the size of a growing draft in characters, what it tells of the finished one; may be empty
 */
public record FittedProfile(
        String name,
        Models models,
        int samples,
        Source source,
        Weights weights,
        Calibration calibration,
        Map<String, Metric> metrics,
        List<Certificate> certified,
        Map<String, List<Double>> reference,
        @Nullable Skip skip,
        @Nullable Escalation escalation,
        Map<Integer, Outlook> early) {

    /** The version of the JSON form. */
    public static final int VERSION = 2;

    public FittedProfile {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        certified = List.copyOf(certified);
        reference = Collections.unmodifiableMap(new TreeMap<>(reference));
        early = Collections.unmodifiableMap(new TreeMap<>(early));
        if (name.isBlank()) {
            throw new IllegalArgumentException("a gate profile needs a name");
        }
        if (samples < 1) {
            throw new IllegalArgumentException("samples is %d; a gate looks at one answer or more".formatted(samples));
        }
    }

    /** A profile that only judges finished drafts, and has nothing to compare live traffic with. */
    public FittedProfile(
            String name,
            Models models,
            int samples,
            Source source,
            Weights weights,
            Calibration calibration,
            Map<String, Metric> metrics,
            List<Certificate> certified) {
        this(name, models, samples, source, weights, calibration, metrics, certified, Map.of(), null, null, Map.of());
    }

    /** The same with other certified thresholds. */
    public FittedProfile withCertified(List<Certificate> certified) {
        return new FittedProfile(
                name,
                models,
                samples,
                source,
                weights,
                calibration,
                metrics,
                certified,
                reference,
                skip,
                escalation,
                early);
    }

    /**
     * When a draft is not worth asking for.
     *
     * @param outlook from the question alone
     * @param costRatio mean cost of a draft, all samples, as a share of the large model's answer; absent when a price was
     *     not known
     */
    public record Skip(Outlook outlook, @Nullable Double costRatio) {}

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
