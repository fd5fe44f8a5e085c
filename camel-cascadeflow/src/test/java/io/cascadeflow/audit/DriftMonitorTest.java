package io.cascadeflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.audit.DriftAlarm.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** How often alarms are false and how late true ones come, by simulation: the figures in docs/learning.md. */
class DriftMonitorTest {

    private static final int SIGNALS = 20;
    private static final double THRESHOLD = 0.6;

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void atMostOneWindowInAHundredRaisesAFalseAlarm() {
        int windows = 1000;
        int alarmed = 0;
        for (int i = 0; i < windows; i++) {
            alarmed += window(monitor(), value -> value).isEmpty() ? 0 : 1;
        }

        assertThat(alarmed).isLessThanOrEqualTo(windows / 100);
    }

    @Test
    void aShiftOfASignalIsSeenInTheFirstWindowThatItFills() {
        int seen = 0;
        for (int i = 0; i < 100; i++) {
            List<DriftAlarm> alarms = window(monitor(), value -> value * value);
            seen += alarms.stream().anyMatch(alarm -> alarm.kind() == Kind.SIGNAL) ? 1 : 0;
        }

        assertThat(seen).isGreaterThanOrEqualTo(99);
    }

    @Test
    void acceptanceThatFallsIsSeen() {
        DriftMonitor monitor = monitor();
        List<DriftAlarm> alarms = new ArrayList<>();
        for (int i = 0; i < DriftMonitor.WINDOW; i++) {
            alarms.addAll(monitor.judged(random.nextDouble() * 0.7, Map.of()));
        }

        assertThat(alarms).extracting(DriftAlarm::kind).contains(Kind.ACCEPTANCE, Kind.CONFIDENCE);
    }

    @Test
    void ofDraftsThatCouldBeGivenUpOnlyAcceptanceCounts() {
        DriftMonitor usual = monitor();
        DriftMonitor fallen = monitor();
        List<DriftAlarm> alarms = new ArrayList<>();
        for (int i = 0; i < DriftMonitor.WINDOW; i++) {
            double confidence = random.nextDouble();
            assertThat(usual.decided(confidence < 0.4 ? null : confidence)).isEmpty();
            alarms.addAll(fallen.decided(confidence < 0.8 ? null : confidence));
        }

        assertThat(alarms).extracting(DriftAlarm::kind).containsExactly(Kind.ACCEPTANCE);
    }

    @Test
    void whileRegretIsWithinItsLimitAThousandAuditsPassBetweenAlarms() {
        int audits = 500_000;

        assertThat(alarms(audits, 0.05)).isLessThanOrEqualTo(audits / (int) RegretWatch.BETWEEN_FALSE_ALARMS);
        assertThat(alarms(audits, 0.025)).isZero();
    }

    @Test
    void regretAboveItsLimitIsSeenTheSoonerTheWorseItIs() {
        int audits = 200_000;

        assertThat(audits / alarms(audits, 0.10)).isLessThan(400);
        assertThat(audits / alarms(audits, 0.20)).isLessThan(80);
    }

    /** With a limit of 0.05: a certified regret of 0.02, and 40 % of drafts accepted. */
    private int alarms(int audits, double wrong) {
        RegretWatch watch = new RegretWatch(0.02);
        int alarms = 0;
        for (int i = 0; i < audits; i++) {
            alarms += watch.sees(random.nextDouble() < wrong ? 1 : 0, 0.4) ? 1 : 0;
        }
        return alarms;
    }

    /** Fitted on 1000 drafts; every other signal has two values only. */
    private DriftMonitor monitor() {
        Map<String, List<Double>> reference = new HashMap<>();
        for (int i = 0; i < SIGNALS; i++) {
            reference.put("signal." + i, cuts(i % 2 == 0));
        }
        reference.put(DriftMonitor.CONFIDENCE, cuts(true));
        return new DriftMonitor(reference, THRESHOLD, null);
    }

    private List<Double> cuts(boolean continuous) {
        double[] drawn = random.doubles(1000)
                .map(value -> continuous ? value : two(value))
                .sorted()
                .toArray();
        return Arrays.stream(new int[] {100, 200, 300, 400, 500, 600, 700, 800, 900})
                .mapToObj(i -> drawn[i])
                .toList();
    }

    private static double two(double value) {
        return value < 0.63 ? 0 : 1;
    }

    private List<DriftAlarm> window(DriftMonitor monitor, DoubleUnaryOperator changed) {
        List<DriftAlarm> alarms = new ArrayList<>();
        for (int draft = 0; draft < DriftMonitor.WINDOW; draft++) {
            Map<String, Double> signals = new HashMap<>();
            for (int i = 0; i < SIGNALS; i++) {
                double value = random.nextDouble();
                signals.put("signal." + i, i == 0 ? changed.applyAsDouble(value) : i % 2 == 0 ? value : two(value));
            }
            alarms.addAll(monitor.judged(random.nextDouble(), signals));
        }
        return alarms;
    }
}
