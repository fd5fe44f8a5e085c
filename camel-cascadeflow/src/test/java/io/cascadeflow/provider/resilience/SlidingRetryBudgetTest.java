package io.cascadeflow.provider.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.provider.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlidingRetryBudgetTest {

    private final VirtualTime time = VirtualTime.still(Instant.parse("2026-11-23T12:00:00Z"));

    @Test
    void allowsATenthOfTheCallsAndAlwaysTen() {
        SlidingRetryBudget budget = new SlidingRetryBudget(0.1, time);
        assertThat(allowed(budget, 100)).isEqualTo(10);

        call(budget, 1000);

        assertThat(allowed(budget, 1000)).isEqualTo(90);
    }

    @Test
    void forgetsWhatIsAMinuteOld() {
        SlidingRetryBudget budget = new SlidingRetryBudget(0.1, time);
        call(budget, 1000);
        assertThat(allowed(budget, 1000)).isEqualTo(100);

        time.advance(Duration.ofSeconds(59));
        assertThat(allowed(budget, 1000)).isZero();
        time.advance(Duration.ofSeconds(1));

        assertThat(allowed(budget, 1000)).isEqualTo(10);
    }

    /** Against a plain account of all that happened, for any sequence of calls, failures and pauses. */
    @Property(tries = 300)
    void neverMoreThanItsShareOfAnyMinute(
            @ForAll List<@IntRange(min = 0, max = 90) Integer> steps, @ForAll @IntRange(min = 0, max = 10) int tenths) {
        VirtualTime clock = VirtualTime.still(Instant.parse("2026-11-23T12:00:00Z"));
        SlidingRetryBudget budget = new SlidingRetryBudget(tenths / 10.0, clock);
        Deque<Instant> calls = new ArrayDeque<>();
        Deque<Instant> retries = new ArrayDeque<>();
        for (int step : steps) {
            clock.advance(Duration.ofSeconds(step > 70 ? step - 70 : 0));
            for (int i = 0; i < step; i++) {
                budget.called();
                calls.add(clock.instant());
            }
            Instant minuteAgo = clock.instant().minusSeconds(60);
            calls.removeIf(at -> !at.isAfter(minuteAgo));
            retries.removeIf(at -> !at.isAfter(minuteAgo));
            while (budget.mayRetry()) {
                retries.add(clock.instant());
                assertThat((double) retries.size()).isLessThanOrEqualTo(Math.max(10, tenths / 10.0 * calls.size()));
            }
            assertThat((double) retries.size() + 1).isGreaterThan(Math.max(10, tenths / 10.0 * calls.size()));
        }
    }

    private static void call(SlidingRetryBudget budget, int times) {
        for (int i = 0; i < times; i++) {
            budget.called();
        }
    }

    private static int allowed(SlidingRetryBudget budget, int wanted) {
        int allowed = 0;
        for (int i = 0; i < wanted; i++) {
            allowed += budget.mayRetry() ? 1 : 0;
        }
        return allowed;
    }
}
