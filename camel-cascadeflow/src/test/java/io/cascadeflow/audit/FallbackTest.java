package io.cascadeflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.audit.DriftAlarm.Kind;
import io.cascadeflow.cascade.Tier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FallbackTest {

    private static final DriftAlarm ALARM = new DriftAlarm(Kind.REGRET, "wrong too often");

    @Test
    void eachAlarmTakesTheThresholdHalfTheWayToOne() {
        Tier tier = new Tier("small", 0.6);
        Fallback once = Fallback.NONE.after(ALARM, OnDrift.STRICTER);

        assertThat(once.applied(tier).acceptAbove()).isEqualTo(0.8);
        assertThat(once.after(ALARM, OnDrift.STRICTER).applied(tier).acceptAbove())
                .isEqualTo(0.9);
        assertThat(Fallback.NONE.after(ALARM, OnDrift.WARN).applied(tier)).isSameAs(tier);
    }

    /** Probe 22: whatever labels say, and however often. */
    @Property
    void noSequenceOfLabelsGetsAThresholdBelowItsFloor(
            @ForAll @DoubleRange(min = 0, max = 1) double floor,
            @ForAll @Size(max = 300) List<@DoubleRange(min = 0, max = 1) Double> labels,
            @ForAll OnDrift onDrift) {
        DriftMonitor monitor = new DriftMonitor(Map.of(), floor, 0.01);
        Fallback fallback = Fallback.NONE;
        double before = floor;
        for (double wrong : labels) {
            for (DriftAlarm alarm : monitor.audited(wrong)) {
                fallback = fallback.after(alarm, onDrift);
            }
            Tier now = fallback.applied(new Tier("small", floor));
            assertThat(Objects.requireNonNull(now.acceptAbove())).isBetween(before, 1.0);
            before = now.acceptAbove();
        }
    }
}
