package io.cascadeflow.budget;

import static io.cascadeflow.budget.LedgerFixture.claim;
import static io.cascadeflow.budget.LedgerFixture.cost;
import static io.cascadeflow.budget.LedgerFixture.money;
import static io.cascadeflow.budget.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.HoldResult.Granted;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** What every ledger holds when 64 threads use it at once. */
public abstract class LedgerLoadContract {

    private static final int THREADS = 64;

    private final MovableClock clock = new MovableClock();

    /** A ledger without entries, which keeps as many as the test writes. */
    protected abstract BudgetLedger open(MovableClock clock);

    /** How many calls to make: a multiple of ten. */
    protected abstract int calls();

    @Test
    void ofFiftyConcurrentCallsOfThreeQuartersOnADollarExactlyOneIsAdmitted() throws Exception {
        WaitingLedger ledger = new WaitingLedger(open(clock));
        Claim dollar = claim("dollar", "1");
        AtomicInteger admitted = new AtomicInteger();

        concurrently(50, i -> {
            if (ledger.hold(request("k" + i, "0.75", dollar)) instanceof Granted) {
                admitted.incrementAndGet();
            }
        });

        assertThat(admitted).hasValue(1);
        assertThat(ledger.money(dollar)).isEqualTo(money("0", "0.75", "0"));
        ledger.close();
    }

    @Test
    void aBudgetThatFitsATenthOfTheCallsAdmitsExactlyATenth() throws Exception {
        WaitingLedger ledger = new WaitingLedger(open(clock));
        Usd limit = new Usd(calls() / 10 * 1_000_000L);
        Claim small = claim(Budget.of("small", limit.toString(), Window.TOTAL));
        Claim large = claim("large", "1000");
        AtomicInteger admitted = new AtomicInteger();

        concurrently(calls(), i -> {
            if (ledger.hold(request("k" + i, "0.001", small, large)) instanceof Granted) {
                admitted.incrementAndGet();
                assertThat(ledger.settle("k" + i, cost("0.001"))).isEqualTo(Effect.POSTED);
            }
        });

        assertThat(admitted).hasValue(calls() / 10);
        int tenth = calls() / 10;
        Balance expected = new Balance(new Amount(limit, tenth, tenth * LedgerFixture.TOKENS), Amount.ZERO, Usd.ZERO);
        assertThat(ledger.balance(small)).isEqualTo(expected).isEqualTo(sumOfEntries(ledger, small));
        assertThat(ledger.balance(large)).isEqualTo(expected).isEqualTo(sumOfEntries(ledger, large));
        ledger.close();
    }

    @Test
    void cancellationsFailuresAndForgottenHoldsLeakNothingAndOverspendNothing() throws Exception {
        WaitingLedger ledger = new WaitingLedger(open(clock));
        Usd limit = new Usd(calls() / 10 * 500_000L);
        Claim small = claim(Budget.of("small", limit.toString(), Window.TOTAL));
        Claim large = claim("large", "1000");
        AtomicLong most = new AtomicLong();
        AtomicLong charged = new AtomicLong();

        concurrently(calls(), i -> {
            SplittableRandom random = new SplittableRandom(i);
            if (ledger.hold(request("k" + i, "0.001", small, large)) instanceof Granted) {
                most.accumulateAndGet(ledger.balance(small).used().usd().nanos(), Math::max);
                Usd spent = new Usd(random.nextLong(1_000_001));
                switch (random.nextInt(4)) {
                    case 0 -> ledger.release("k" + i);
                    case 1 -> {
                        assertThat(ledger.settle("k" + i, cost(spent.toString())))
                                .isEqualTo(Effect.POSTED);
                        charged.addAndGet(spent.nanos());
                    }
                    case 2 -> {
                        ledger.settle("k" + i, cost("0.0001"));
                        ledger.release("k" + i);
                        ledger.settle("k" + i, cost("0.0001"));
                        charged.addAndGet(100_000);
                    }
                    default ->
                        assertThat(ledger.hold(request("k" + i, "0.001", small)))
                                .isEqualTo(new HoldResult.Repeated(HoldStatus.HELD));
                }
            }
        });
        clock.advance(Duration.ofMinutes(2));
        ledger.expire();

        Balance balance = ledger.balance(small);
        assertThat(most.get()).isLessThanOrEqualTo(limit.nanos());
        assertThat(balance.settled().usd()).isEqualTo(new Usd(charged.get()));
        assertThat(balance.held()).isEqualTo(Amount.ZERO);
        assertThat(balance).isEqualTo(sumOfEntries(ledger, small)).isEqualTo(ledger.balance(large));
        ledger.close();
    }

    private static Balance sumOfEntries(WaitingLedger ledger, Claim claim) {
        Amount settled = Amount.ZERO;
        Usd overrun = Usd.ZERO;
        long last = 0;
        List<LedgerEntry> page = ledger.entries(claim.account(), last, 5_000);
        while (!page.isEmpty()) {
            for (LedgerEntry entry : page) {
                settled = settled.plus(entry.posting().settled());
                overrun = overrun.plus(entry.posting().overrun());
                last = entry.sequence();
            }
            page = ledger.entries(claim.account(), last, 5_000);
        }
        return new Balance(settled, Amount.ZERO, overrun);
    }

    private static void concurrently(int times, IntConsumer work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        AtomicInteger next = new AtomicInteger();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                running.add(threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i < times; i = next.getAndIncrement()) {
                        work.accept(i);
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
