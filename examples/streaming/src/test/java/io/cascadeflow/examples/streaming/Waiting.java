package io.cascadeflow.examples.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.Balance;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits in tests, and not for ever. */
final class Waiting {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Waiting() {}

    static void until(String what, BooleanSupplier is) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!is.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain until " + what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** The client has gone: its call is cancelled at the provider, paid for what came, and holds nothing. */
    static void isCancelled(Site site, FakeModels fakes) throws InterruptedException {
        assertThat(fakes.server().awaitAbandoned(PATIENCE))
                .as("the provider's connection is closed")
                .isTrue();
        until("nothing is held", () -> balance(site).held().usd().equals(Usd.ZERO));
        assertThat(balance(site).settled().usd()).isGreaterThan(Usd.ZERO);
        assertThat(fakes.server().requests()).as("no further tier is asked").hasSize(1);
    }

    static Balance balance(Site site) {
        return CascadeFlowBudgets.in(site.camel()).standing("page", Map.of()).balance();
    }
}
