package io.cascadeflow.benchmarks.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.benchmarks.ledger.OpenLedger.Kind;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.MemoryCapacity;
import io.cascadeflow.budget.Window;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many threads on one budget that fits a tenth of their calls. Ends with 1 when a cent or a call is wrong. */
@Command(
        name = "ledger-load",
        description = {
            "64 threads make 100,000 calls on a budget that fits a tenth of them.",
            "Checks that exactly a tenth is admitted, that nothing stays held, and that the balance is the sum of the lines."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class LedgerLoad implements Callable<Integer> {

    private static final int PAGE = 5_000;

    /** In memory it remembers all, so that the sum of its lines can be compared with its balances. */
    private static final MemoryCapacity ALL = new MemoryCapacity(1_000_000, 1_000_000, 1_000, Duration.ofHours(1));

    @Option(names = "--on", split = ",", description = "Which ledgers: ${COMPLETION-CANDIDATES}; all when left out.")
    private List<Kind> kinds = List.of(Kind.values());

    @Option(names = "--calls", defaultValue = "100000", description = "How many calls, a multiple of ten.")
    private int calls;

    @Option(names = "--threads", defaultValue = "64", description = "How many threads make them.")
    private int threads;

    @Option(names = "--json", description = "Prints one line of JSON for each ledger.")
    private boolean json;

    /**
     * What became of the calls.
     *
     * @param settledNanos what the balance says, in nano-dollars
     * @param heldNanos what is still held
     * @param sumOfLinesNanos what the lines add up to
     */
    record Result(
            String ledger,
            int calls,
            int admitted,
            long settledCalls,
            long settledNanos,
            long heldNanos,
            long overrunNanos,
            long sumOfLinesNanos,
            double seconds,
            boolean holds) {}

    @Override
    public Integer call() throws Exception {
        boolean all = true;
        for (Kind kind : kinds) {
            System.err.println("running on " + kind + " ...");
            try (OpenLedger open = OpenLedger.open(kind, ALL)) {
                Result result = run(kind, open.ledger());
                System.out.println(json ? new ObjectMapper().writeValueAsString(result) : result);
                all &= result.holds();
            }
        }
        return all ? 0 : 1;
    }

    private Result run(Kind kind, BudgetLedger ledger) throws Exception {
        int fitting = calls / 10;
        Claim tenth = Calls.claim(Budget.of("tenth", "1000", Window.TOTAL).withLimit(spent(fitting)));
        Calls work = new Calls(Duration.ofMinutes(10), tenth, Calls.wide("company"));
        AtomicInteger admitted = new AtomicInteger();
        long start = System.nanoTime();
        inThreads(number -> {
            Effect effect =
                    work.full(ledger, "k" + number).toCompletableFuture().join();
            if (effect == Effect.POSTED) {
                admitted.incrementAndGet();
            }
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        Balance balance = ledger.balance(tenth);
        Usd lines = sumOfLines(ledger, tenth);
        boolean holds = admitted.get() == fitting
                && balance.settled().usd().equals(spent(fitting))
                && balance.settled().calls() == fitting
                && balance.held().equals(Amount.ZERO)
                && balance.overrun().equals(Usd.ZERO)
                && lines.equals(balance.settled().usd());
        return new Result(
                kind.name(),
                calls,
                admitted.get(),
                balance.settled().calls(),
                balance.settled().usd().nanos(),
                balance.held().usd().nanos(),
                balance.overrun().nanos(),
                lines.nanos(),
                seconds,
                holds);
    }

    private static Usd spent(int calls) {
        return new Usd(Calls.HELD.nanos() * calls);
    }

    private void inThreads(IntConsumer work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicInteger next = new AtomicInteger();
        try {
            List<Future<?>> running = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(thread -> pool.submit(() -> {
                        for (int i = next.getAndIncrement(); i < calls; i = next.getAndIncrement()) {
                            work.accept(i);
                        }
                    }))
                    .toList();
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static Usd sumOfLines(BudgetLedger ledger, Claim claim) {
        Usd sum = Usd.ZERO;
        long last = 0;
        List<LedgerEntry> page = ledger.entries(claim.account(), last, PAGE);
        while (!page.isEmpty()) {
            for (LedgerEntry entry : page) {
                sum = sum.plus(entry.posting().settled().usd());
                last = entry.sequence();
            }
            page = ledger.entries(claim.account(), last, PAGE);
        }
        return sum;
    }
}
