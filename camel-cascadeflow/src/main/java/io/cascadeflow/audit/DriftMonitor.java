package io.cascadeflow.audit;

import io.cascadeflow.audit.DriftAlarm.Kind;
import io.cascadeflow.confidence.fit.Binomial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the drafts of one tier against what its gate was fitted on: windows of {@link #WINDOW} drafts against the reference,
 * and audits against the certified regret. While nothing drifts, at most one window in a hundred raises an alarm. Memory is
 * bounded by the reference. Safe to share between threads.
 */
public final class DriftMonitor {

    /** So many drafts are judged together; drift is seen at the end of the first window that it fills. */
    public static final int WINDOW = 500;

    /** The name of the confidence in a reference. */
    public static final String CONFIDENCE = "confidence";

    private static final int FEWEST_VALUES = 200;
    private static final double FALSE_ALARMS = 0.01;
    private static final double SHIFTED = 0.2;
    /** What nine degrees of freedom come to by the approximation of Wilson and Hilferty. */
    private static final double CENTRE = 1 - 2.0 / 81;

    private static final double SPREAD = Math.sqrt(2.0 / 81);
    /** The reference was estimated from drafts, too. */
    private static final double SLACK = 0.05;

    private final Map<String, List<Double>> reference;
    private final double threshold;
    private final @Nullable RegretWatch regret;
    private final Map<String, Deciles> window = new HashMap<>();
    private int whole;
    private int decided;
    private int reached;
    private double acceptedShare;

    /**
     * @param reference nine cut points by the signal's name, and for {@link #CONFIDENCE}; what is not in it is not watched
     * @param threshold that the tier asks for, before any alarm
     * @param maxRegret certified for that threshold, above 0; absent without a certificate
     */
    public DriftMonitor(Map<String, List<Double>> reference, double threshold, @Nullable Double maxRegret) {
        this.reference = Map.copyOf(reference);
        this.threshold = threshold;
        this.regret = maxRegret == null ? null : new RegretWatch(maxRegret);
        List<Double> confidence = this.reference.get(CONFIDENCE);
        this.acceptedShare = confidence == null ? 1 : Deciles.mostAbove(confidence, threshold);
        startWindow();
    }

    private void startWindow() {
        window.clear();
        reference.forEach((name, cuts) -> window.put(name, new Deciles(cuts)));
        whole = 0;
    }

    /**
     * A draft was judged that came to its end whatever its gate thought of its beginning.
     *
     * @return what a window that it ends gives cause for; usually nothing
     */
    public synchronized List<DriftAlarm> judged(@Nullable Double confidence, Map<String, Double> signals) {
        List<DriftAlarm> alarms = new ArrayList<>();
        if (confidence != null) {
            add(CONFIDENCE, confidence);
        }
        signals.forEach(this::add);
        if (++whole == WINDOW) {
            window.forEach((name, deciles) -> shift(name, deciles).ifPresent(alarms::add));
            startWindow();
        }
        alarms.addAll(decided(confidence));
        return alarms;
    }

    /**
     * A draft was decided on that its gate could give up while it grew. Those that come to their end are a selection, whose
     * confidences and signals cannot be held against the reference: only acceptance can.
     *
     * @param confidence absent when it was given up, or none could be measured
     * @return what a window that it ends gives cause for; usually nothing
     */
    public synchronized List<DriftAlarm> decided(@Nullable Double confidence) {
        decided++;
        reached += confidence != null && confidence >= threshold ? 1 : 0;
        if (decided < WINDOW) {
            return List.of();
        }
        List<Double> usual = reference.get(CONFIDENCE);
        List<DriftAlarm> alarms =
                usual == null ? List.of() : acceptance(usual).stream().toList();
        acceptedShare = Math.max(reached, 1) / (double) decided;
        decided = 0;
        reached = 0;
        return alarms;
    }

    /** An accepted draft was held against a dearer answer; {@code wrong} is 1, 0, or between. */
    public synchronized List<DriftAlarm> audited(double wrong) {
        if (regret == null || !regret.sees(wrong, acceptedShare)) {
            return List.of();
        }
        return List.of(alarm(
                Kind.REGRET,
                "accepted drafts are wrong more often than the %.1f %% that the certified regret allows",
                100 * regret.limit(acceptedShare)));
    }

    private void add(String name, double value) {
        Deciles deciles = window.get(name);
        if (deciles != null) {
            deciles.add(value);
        }
    }

    private Optional<DriftAlarm> shift(String name, Deciles deciles) {
        double limit = Math.max(SHIFTED, 2 * chance() / Math.max(1, deciles.size()));
        if (deciles.size() < FEWEST_VALUES || deciles.shift() <= limit) {
            return Optional.empty();
        }
        return Optional.of(alarm(
                name.equals(CONFIDENCE) ? Kind.CONFIDENCE : Kind.SIGNAL,
                "%s is distributed differently: its shift is %.2f, above %.2f",
                name,
                deciles.shift(),
                limit));
    }

    /** @param confidence the reference's */
    private Optional<DriftAlarm> acceptance(List<Double> confidence) {
        double least = Deciles.leastAbove(confidence, threshold) - SLACK;
        double most = Deciles.mostAbove(confidence, threshold) + SLACK;
        double certainty = 1 - FALSE_ALARMS / 4;
        if (Binomial.upperBound(reached, decided, certainty) >= least
                && Binomial.lowerBound(reached, decided, certainty) <= most) {
            return Optional.empty();
        }
        return Optional.of(alarm(
                Kind.ACCEPTANCE,
                "%d of %d drafts reach %s, where %.0f to %.0f %% did",
                reached,
                decided,
                threshold,
                100 * Math.max(0, least),
                100 * Math.min(1, most)));
    }

    /** What the shift times the number of values exceeds by chance in one of the names, in at most one window in 200. */
    private double chance() {
        double z = Math.sqrt(-2 * Math.log(FALSE_ALARMS / 2 / Math.max(1, reference.size())));
        return Deciles.CUTS * Math.pow(CENTRE + z * SPREAD, 3);
    }

    private static DriftAlarm alarm(Kind kind, String format, Object... values) {
        return new DriftAlarm(kind, String.format(Locale.ROOT, format, values));
    }
}
