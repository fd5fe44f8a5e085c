package io.cascadeflow.confidence;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.confidence.Escalation.Gain;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ProspectTest {

    /** The large model has half of the questions with an unsure draft right in addition, and a tenth of the others. */
    private static final Escalation GAINS = new Escalation(List.of(new Gain(0, 0.5), new Gain(0.5, 0.1)), 0.01, 2.0);

    @Test
    void addsUpWhatDraftsOfItsKindGot() {
        // evenly from 0 to 1
        Prospect prospect = Prospect.of(List.of(0.0, 0.25, 0.5, 0.75, 1.0), 0.5, GAINS);

        assertThat(prospect.accepted()).isEqualTo(0.5, within(1e-12));
        assertThat(requireNonNull(prospect.first())).isEqualTo(0.5 * 0.75 + 0.5 * (0.25 + 0.5), within(1e-12));
        assertThat(requireNonNull(prospect.straight()))
                .isEqualTo(0.5 * (0.75 + 0.1) + 0.5 * (0.25 + 0.5), within(1e-12));
    }

    @Test
    void withoutAMeasuredGainOnlyTheChanceIsKnown() {
        Prospect prospect = Prospect.of(List.of(0.2, 0.4), 0.3, null);
        assertThat(prospect.accepted()).isEqualTo(0.5, within(1e-12));
        assertThat(prospect.first()).isNull();
        assertThat(prospect.straight()).isNull();
    }

    @Test
    void allOrNoneIsExact() {
        assertThat(Prospect.of(List.of(0.8, 0.8, 0.9), 0.8, null).accepted()).isEqualTo(1);
        assertThat(Prospect.of(List.of(0.8, 0.8, 0.9), 0.95, null).accepted()).isEqualTo(0);
    }

    @Property
    void aHigherThresholdAcceptsLessAndChancesStayChances(
            @ForAll @Size(21) List<@DoubleRange(min = 0, max = 1) Double> confidences,
            @ForAll @DoubleRange(min = 0, max = 1) double one,
            @ForAll @DoubleRange(min = 0, max = 1) double other) {
        List<Double> sorted = confidences.stream().sorted().toList();
        Prospect lower = Prospect.of(sorted, Math.min(one, other), GAINS);
        Prospect higher = Prospect.of(sorted, Math.max(one, other), GAINS);

        assertThat(higher.accepted()).isLessThanOrEqualTo(lower.accepted() + 1e-9);
        assertThat(requireNonNull(higher.straight())).isEqualTo(requireNonNull(lower.straight()), within(1e-9));
        // whoever goes on more often, where going on always helps, is right more often
        assertThat(requireNonNull(higher.first())).isGreaterThanOrEqualTo(requireNonNull(lower.first()) - 1e-9);
        assertThat(requireNonNull(lower.straight())).isGreaterThanOrEqualTo(requireNonNull(higher.first()) - 1e-9);
        assertThat(List.of(lower.accepted(), requireNonNull(lower.first()), requireNonNull(lower.straight())))
                .allMatch(chance -> chance >= 0 && chance <= 1);
    }
}
