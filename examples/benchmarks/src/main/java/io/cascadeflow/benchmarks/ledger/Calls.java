package io.cascadeflow.benchmarks.ledger;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.Window;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge.Source;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The calls that the measurements make: a tenth of a cent held, seven tenths of that spent, 2,000 of 3,000 tokens. */
final class Calls {

    static final Usd HELD = Usd.of("0.001");
    static final Usd SPENT = Usd.of("0.0007");

    private static final long TOKENS = 3_000;
    private static final ModelId MODEL = ModelId.parse("openai:gpt-4o-mini");
    private static final Map<String, String> FACTS =
            Map.of("tenant", "acme", "user", "u-17", "cascade", "support", "tier", "small", "role", "draft");
    private static final Settlement.PriceRef PRICE =
            new Settlement.PriceRef("openai.com/pricing", LocalDate.parse("2026-11-01"));

    /** So long a call is held at most. */
    private final Duration patience;

    private final List<Claim> claims;

    Calls(Duration patience, Claim... claims) {
        this.patience = patience;
        this.claims = List.of(claims);
    }

    /** A budget for all time, with a limit that is not reached. */
    static Claim wide(String name) {
        return claim(Budget.of(name, "1000000000", Window.TOTAL));
    }

    static Claim claim(Budget budget) {
        return budget.claim(Map.of(), "", Instant.EPOCH);
    }

    HoldRequest request(String key, Instant now) {
        CallRef call = new CallRef("d-" + key, 1, MODEL, FACTS);
        return new HoldRequest(key, "benchmark", call, HELD, TOKENS, now.plus(patience), claims);
    }

    /** What a call costs as a rule. */
    static Settlement cost() {
        return cost(SPENT);
    }

    private static Settlement cost(Usd usd) {
        return new Settlement(usd, Source.COMPUTED, MODEL, PRICE, TokenUsage.of(1_500, 500));
    }

    /**
     * Makes calls, so many at once, and waits for the last.
     *
     * @return how many were granted and settled
     */
    long make(BudgetLedger ledger, String prefix, int calls, int atOnce) throws InterruptedException {
        Semaphore room = new Semaphore(atOnce);
        AtomicLong settled = new AtomicLong();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < calls; i++) {
            room.acquire();
            one(ledger, prefix + i).whenComplete((effect, failed) -> {
                if (failed != null) {
                    failure.compareAndSet(null, failed);
                } else if (effect == Effect.POSTED) {
                    settled.incrementAndGet();
                }
                room.release();
            });
        }
        room.acquire(atOnce);
        if (failure.get() != null) {
            throw new IllegalStateException("a call failed", failure.get());
        }
        return settled.get();
    }

    /** One call: held, and settled when it was granted. */
    CompletionStage<Effect> one(BudgetLedger ledger, String key) {
        return one(ledger, key, cost());
    }

    /** The same, for as much as was held. */
    CompletionStage<Effect> full(BudgetLedger ledger, String key) {
        return one(ledger, key, cost(HELD));
    }

    private CompletionStage<Effect> one(BudgetLedger ledger, String key, Settlement settlement) {
        return ledger.hold(request(key, Instant.now()))
                .thenCompose(result -> result instanceof HoldResult.Granted
                        ? ledger.settle(key, settlement)
                        : CompletableFuture.completedFuture(Effect.NONE));
    }
}
