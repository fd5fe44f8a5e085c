package io.cascadeflow.replay;

import io.cascadeflow.confidence.Escalation;
import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.confidence.FittedProfile.Certificate;
import io.cascadeflow.confidence.FittedProfile.Metric;
import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Source;
import io.cascadeflow.confidence.fit.Certifying;
import io.cascadeflow.confidence.fit.Certifying.Judged;
import io.cascadeflow.confidence.fit.CrossFit;
import io.cascadeflow.confidence.fit.Fitted;
import io.cascadeflow.confidence.fit.Fitter;
import io.cascadeflow.confidence.fit.Gains;
import io.cascadeflow.confidence.fit.Gains.Observed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fits a profile, and tells how good such a gate is on questions it did not see.
 *
 * @param profile fitted on all questions
 * @param heldOut each question under the gate of the folds that it is not in, at a threshold of 0.5; those of a recording
 *     with weights as {@link Lessons#evenly} draws them
 */
public record FitRun(FittedProfile profile, List<Replayed> heldOut) {

    private static final long SEED = 1;
    private static final List<Double> REGRETS = List.of(0.01, 0.02, 0.05);
    private static final double CERTAINTY = 0.95;
    private static final double EVEN = 0.5;

    public FitRun {
        heldOut = List.copyOf(heldOut);
    }

    /**
     * What answers cost on the recording.
     *
     * @param ratio mean cost of a draft, all samples, as a share of the large model's answer; absent when a price is not known
     * @param largeUsd mean cost of the large model's answer; absent when its price is not known
     */
    public record Costs(@Nullable Double ratio, @Nullable Double largeUsd) {

        public static final Costs UNKNOWN = new Costs(null, null);
    }

    /**
     * Fits.
     *
     * @param costs what answers cost; {@link Costs#UNKNOWN} without prices
     * @param afterFold called {@link CrossFit#FOLDS} times and once more
     */
    public static FitRun of(
            String name, Lessons lessons, Models models, int samples, Source source, Costs costs, Runnable afterFold) {
        int questions = lessons.items().size();
        List<Replayed> heldOut = heldOut(lessons, afterFold);
        Fitted fitted = Fitter.fit(lessons.examples(), questions);
        Foresight foresight = new Foresight(lessons, models.small(), fitted);
        afterFold.run();
        return new FitRun(
                new FittedProfile(
                        name,
                        models,
                        samples,
                        new Source(
                                source.recording(),
                                source.sha256(),
                                questions,
                                source.fittedOn(),
                                source.method() + "; " + fitted.penalties()),
                        fitted.weights(),
                        fitted.calibration(),
                        metrics(lessons.evenly(heldOut)),
                        certificates(lessons, heldOut),
                        foresight.reference(fitted.weights().signals().keySet()),
                        foresight.skip(costs.ratio()),
                        escalation(lessons, heldOut, costs.largeUsd()),
                        foresight.early()),
                lessons.evenly(heldOut));
    }

    /** Each question under a gate that was fitted without it. */
    public static List<Replayed> heldOut(Lessons lessons, Runnable afterFold) {
        int questions = lessons.items().size();
        double[] confidences = CrossFit.confidences(lessons.examples(), questions, SEED, afterFold);
        List<Replayed> heldOut = new ArrayList<>(questions);
        for (int i = 0; i < questions; i++) {
            heldOut.add(new Replayed(
                    confidences[i], confidences[i] < EVEN, lessons.labels().get(i), null, null));
        }
        return heldOut;
    }

    private static Escalation escalation(Lessons lessons, List<Replayed> heldOut, @Nullable Double largeUsd) {
        List<Observed> observed = new ArrayList<>(heldOut.size());
        for (int i = 0; i < heldOut.size(); i++) {
            Labels labels = lessons.labels().get(i);
            Double confidence = Objects.requireNonNull(heldOut.get(i).confidence());
            observed.add(new Observed(
                    confidence,
                    labels.large() - labels.small(),
                    lessons.items().get(i).weight()));
        }
        return new Escalation(Gains.of(observed), largeUsd, lessons.largeSeconds());
    }

    private static Map<String, Metric> metrics(List<Replayed> heldOut) {
        Map<String, Interval> intervals = Bootstrap.intervals(heldOut);
        Map<String, Metric> metrics = new LinkedHashMap<>();
        Figures.of(Evaluation.of(heldOut)).forEach((figure, value) -> {
            Interval interval = intervals.get(figure);
            if (value != null) {
                metrics.put(
                        figure,
                        new Metric(
                                value,
                                interval == null ? null : interval.low(),
                                interval == null ? null : interval.high()));
            }
        });
        return metrics;
    }

    private static List<Certificate> certificates(Lessons lessons, List<Replayed> heldOut) {
        List<Judged> judged = judged(lessons.evenly(heldOut));
        return REGRETS.stream()
                .map(regret -> Certifying.certify(judged, regret, CERTAINTY))
                .toList();
    }

    /** Drafts as a certificate sees them; those without labels say nothing and are left out. */
    public static List<Judged> judged(List<Replayed> drafts) {
        List<Judged> judged = new ArrayList<>(drafts.size());
        for (Replayed draft : drafts) {
            Labels labels = draft.labels();
            Double confidence = draft.confidence();
            if (labels != null) {
                judged.add(new Judged(
                        confidence == null ? Double.NaN : confidence,
                        !labels.draftRight() && labels.large() > labels.small()));
            }
        }
        return judged;
    }
}
