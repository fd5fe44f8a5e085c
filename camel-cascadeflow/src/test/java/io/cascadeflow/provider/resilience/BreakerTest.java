package io.cascadeflow.provider.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Duration QUICK = Duration.ofMillis(10);
    private static final ProviderException DOWN = new ProviderException(Kind.CONNECT, "down");

    private final VirtualTime time = VirtualTime.still(Instant.parse("2026-11-23T12:00:00Z"));
    private final Breaker breaker = new Breaker(Breaker.Rules.DEFAULT, time);

    @Test
    void opensAfterFiveFailuresAndSaysWhenToComeBack() {
        fail(4);
        assertThat(breaker.isOpen()).isFalse();
        fail(1);

        time.advance(Duration.ofSeconds(10));

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.enter()).isFalse();
        assertThat(breaker.retryAfter()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void letsOneCallFindOutAndClosesWhenItIsAnswered() {
        fail(5);
        time.advance(Duration.ofSeconds(30));

        int let = 0;
        for (int i = 0; i < 100; i++) {
            let += breaker.enter() ? 1 : 0;
        }
        assertThat(let).isEqualTo(1);
        breaker.ended(QUICK, null);

        assertThat(breaker.enter()).isTrue();
        assertThat(breaker.enter()).isTrue();
    }

    @Test
    void opensAgainWhenTheOneCallFails() {
        fail(5);
        time.advance(Duration.ofSeconds(30));
        fail(1);

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theOneCallThatIsCancelledLetsAnotherFindOut() {
        fail(5);
        time.advance(Duration.ofSeconds(30));
        assertThat(breaker.enter()).isTrue();
        breaker.ended(QUICK, new CancellationException());

        assertThat(breaker.enter()).isTrue();
    }

    @Test
    void cancellationsAndRefusedRequestsCountNeitherWay() {
        fail(4);
        for (int i = 0; i < 50; i++) {
            end(new CancellationException());
            end(new ProviderException(Kind.AUTH, "no"));
            end(new ProviderException(Kind.BAD_REQUEST, "no"));
            end(new ProviderException(Kind.RATE_LIMITED, "no"));
            end(new IllegalStateException("a budget, say"));
        }
        assertThat(breaker.isOpen()).isFalse();
        fail(1);

        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void callsThatAreTooSlowOpenItAsWell() {
        Breaker impatient = new Breaker(new Breaker.Rules(0.5, 5, Duration.ofSeconds(30), Duration.ofSeconds(2)), time);
        for (int i = 0; i < 5; i++) {
            assertThat(impatient.enter()).isTrue();
            impatient.ended(Duration.ofSeconds(3), null);
        }

        assertThat(impatient.isOpen()).isTrue();
    }

    @Test
    void forgetsFailuresThatTwentyCallsFollowed() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 20; i++) {
                end(null);
            }
            fail(9);
        }

        assertThat(breaker.isOpen()).as("9 of the last 20").isFalse();
    }

    @Test
    void refusesRulesThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Breaker.Rules(0, 5, QUICK, null))
                .withMessageContaining("breakerFailureRate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Breaker.Rules(0.5, 21, QUICK, null))
                .withMessageContaining("breakerMinimumCalls");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Breaker.Rules(0.5, 5, Duration.ZERO, null))
                .withMessageContaining("breakerOpenFor");
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            end(DOWN);
        }
    }

    private void end(@Nullable Throwable failure) {
        assertThat(breaker.enter()).isTrue();
        breaker.ended(QUICK, failure);
    }
}
