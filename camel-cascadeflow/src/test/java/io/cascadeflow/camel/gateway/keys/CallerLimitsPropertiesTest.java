package io.cascadeflow.camel.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.camel.gateway.keys.Admission.Exceeded;
import io.cascadeflow.camel.gateway.keys.Admission.Granted;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CallerLimitsPropertiesTest {

    private enum Step {
        ENTER,
        LEAVE,
        LEAVE_AGAIN,
        SECOND
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.frequency(
                        net.jqwik.api.Tuple.of(5, Step.ENTER),
                        net.jqwik.api.Tuple.of(3, Step.LEAVE),
                        net.jqwik.api.Tuple.of(1, Step.LEAVE_AGAIN),
                        net.jqwik.api.Tuple.of(3, Step.SECOND))
                .list()
                .ofMaxSize(200);
    }

    /** Against a model in whole seconds: sixty divides by each rate. */
    @Property
    void admitsExactlyWhatTheLimitsAllow(
            @ForAll("steps") List<Step> steps,
            @ForAll @IntRange(min = 1, max = 6) int concurrent,
            @ForAll @IntRange(min = 1, max = 6) int perMinute) {
        MovableClock clock = new MovableClock();
        CallerLimits limits = new CallerLimits(clock);
        Caller caller = CallerLimitsTest.caller("k", perMinute, concurrent);
        Deque<Granted> underWay = new ArrayDeque<>();
        Granted last = null;
        double tokens = perMinute;
        for (Step step : steps) {
            if (step == Step.ENTER) {
                boolean fits = underWay.size() < concurrent && tokens > 1 - 1e-9;
                Admission admission = limits.enter(caller);
                assertThat(admission instanceof Granted).isEqualTo(fits);
                if (admission instanceof Granted granted) {
                    underWay.add(granted);
                    tokens--;
                } else {
                    Duration wait = ((Exceeded) admission).retryAfter();
                    assertThat(wait == null).isEqualTo(underWay.size() >= concurrent);
                }
            } else if (step == Step.LEAVE && !underWay.isEmpty()) {
                last = underWay.remove();
                last.release();
            } else if (step == Step.LEAVE_AGAIN && last != null) {
                last.release();
            } else if (step == Step.SECOND) {
                clock.advance(Duration.ofSeconds(1));
                tokens = Math.min(perMinute, tokens + perMinute / 60.0);
            }
        }
    }
}
