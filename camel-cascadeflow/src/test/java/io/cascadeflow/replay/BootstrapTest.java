package io.cascadeflow.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final int TRIALS = 300;
    private static final double SHIFT = 0.3;

    /** Groups of alike values: each has a level of its own, and noise around it. */
    private static List<double[]> groups(Random random, int groups, int values, double mean) {
        List<double[]> all = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            double level = mean + random.nextGaussian();
            all.add(random.doubles(values)
                    .map(value -> level + 0.2 * (value - 0.5))
                    .toArray());
        }
        return all;
    }

    private static List<double[]> alone(List<double[]> groups) {
        return groups.stream()
                .flatMapToDouble(Arrays::stream)
                .mapToObj(value -> new double[] {value})
                .toList();
    }

    private static boolean holds(Interval interval) {
        return interval.low() <= SHIFT && SHIFT <= interval.high();
    }

    @Test
    void theIntervalOfADifferenceHoldsTheTruthAsOftenAsItSays() {
        Random random = new Random(7);
        int held = 0;
        int heldWithoutGroups = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            List<double[]> a = groups(random, 40, 8, 1);
            List<double[]> b = groups(random, 40, 8, 1 + SHIFT);
            held += holds(Bootstrap.ofDifference(a, b)) ? 1 : 0;
            heldWithoutGroups += holds(Bootstrap.ofDifference(alone(a), alone(b))) ? 1 : 0;
        }

        assertThat(held / (double) TRIALS).isBetween(0.90, 0.98);
        assertThat(heldWithoutGroups / (double) TRIALS)
                .as("values of one user are no independent values")
                .isLessThan(0.7);
    }

    @Test
    void theSameValuesGiveTheSameIntervalAndTheOtherWayRoundItsMirror() {
        List<double[]> a = groups(new Random(1), 30, 5, 1);
        List<double[]> b = groups(new Random(2), 20, 7, 3);

        Interval there = Bootstrap.ofDifference(a, b);

        assertThat(Bootstrap.ofDifference(a, b)).isEqualTo(there);
        Interval back = Bootstrap.ofDifference(b, a);
        assertThat(back.low()).isNegative().isLessThan(back.high());
        assertThat(there.low()).isPositive().isLessThan(there.high());
        assertThat(back.low()).isCloseTo(-there.high(), within(0.2));
    }

    @Test
    void valuesThatDoNotDifferHaveNoDifference() {
        List<double[]> same = List.of(new double[] {0.5, 0.5}, new double[] {0.5});

        assertThat(Bootstrap.ofDifference(same, same)).isEqualTo(new Interval(0, 0));
    }

    @Test
    void nothingHasNoDifference() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.ofDifference(List.of(), List.of(new double[] {1})));
    }
}
