package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.confidence.Outlook.Band;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class OutlookTest {

    /** Confidences from 0.2 to 0.6, evenly. */
    private static final Band LOW = band(0, 0.2, 0.6);

    private static final Band HIGH = band(5, 0.5, 0.9);

    private static final Outlook OUTLOOK = new Outlook(
            new Weights(0, Map.of("x.y", new Weights.Weight(1, 0, 1, 0)), Map.of(), GramWeights.NONE),
            List.of(LOW, HIGH));

    @Test
    void theBandOfTheScoreTells() {
        assertThat(OUTLOOK.chance(seen(-1), 0.4)).isCloseTo(0.5, within(1e-9));
        assertThat(OUTLOOK.chance(seen(1), 0.7)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void beyondTheLastBandTheLastOneTells() {
        assertThat(OUTLOOK.chance(seen(99), 0.7)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void onlyWhatHappenedToAllIsCertain() {
        assertThat(OUTLOOK.chance(seen(1), 0.5)).isEqualTo(1);
        assertThat(OUTLOOK.chance(seen(1), 0.501)).isLessThan(1);
        assertThat(OUTLOOK.chance(seen(1), 0.9)).isZero();
        assertThat(OUTLOOK.chance(seen(1), 0.899)).isGreaterThan(0);
    }

    @Property
    void aHigherThresholdIsNeverLikelier(
            @ForAll @DoubleRange(min = 0, max = 1) double a, @ForAll @DoubleRange(min = 0, max = 1) double b) {
        double chance = OUTLOOK.chance(seen(1), Math.min(a, b));

        assertThat(chance).isBetween(0.0, 1.0).isGreaterThanOrEqualTo(OUTLOOK.chance(seen(1), Math.max(a, b)));
    }

    @Property
    void equalConfidencesAreReadAsWell(@ForAll @DoubleRange(min = 0, max = 1) double threshold) {
        Band same = new Band(
                1,
                DoubleStream.generate(() -> 0.5)
                        .limit(Outlook.STEPS + 1)
                        .boxed()
                        .toList());

        assertThat(same.reached(threshold)).isEqualTo(threshold <= 0.5 ? 1 : 0);
    }

    private static Features seen(double value) {
        return new Features(Map.of("x.y", value), null, Grams.NONE, Grams.NONE);
    }

    private static Band band(double upTo, double lowest, double highest) {
        return new Band(
                upTo,
                IntStream.rangeClosed(0, Outlook.STEPS)
                        .mapToObj(step -> lowest + (highest - lowest) * step / Outlook.STEPS)
                        .toList());
    }
}
