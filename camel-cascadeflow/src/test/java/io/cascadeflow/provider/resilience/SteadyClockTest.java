package io.cascadeflow.provider.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final VirtualTime time = VirtualTime.still(NOON);
    private final SteadyClock clock = new SteadyClock(time);

    @Test
    void goesOnFromWhereItWasWhenTheClockBelowIsSetBack() {
        time.advance(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10));

        time.advance(Duration.ofHours(-1));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10));
        time.advance(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(15));

        time.advance(Duration.ofHours(2));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(15).plus(Duration.ofHours(2)));
    }

    @Test
    void aBreakerIsNotOpenForLongerBecauseTheClockWasSetBack() {
        Breaker breaker = new Breaker(Breaker.Rules.DEFAULT, clock);
        for (int i = 0; i < 5; i++) {
            breaker.enter();
            breaker.ended(Duration.ofMillis(10), new ProviderException(Kind.CONNECT, "down"));
        }
        assertThat(breaker.isOpen()).isTrue();

        time.advance(Duration.ofHours(-1));
        assertThat(breaker.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        time.advance(Duration.ofSeconds(30));

        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.enter()).isTrue();
    }
}
