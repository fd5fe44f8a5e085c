package io.cascadeflow.budget.report;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.WaitingLedger;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge.Source;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts calls on a ledger at chosen instants. */
public final class SpendFixture {

    private final MovableClock clock;
    private final WaitingLedger ledger;
    private int calls;

    public SpendFixture(BudgetLedger ledger, MovableClock clock) {
        this.ledger = new WaitingLedger(ledger);
        this.clock = clock;
    }

    /** A call that costs so much; facts as {@code "tenant=acme role=draft"}. */
    public void spend(String at, String usd, String model, String facts, Claim... claims) {
        spend(Instant.parse(at), usd, model, facts, TokenUsage.of(100, 10), claims);
    }

    public void spend(Instant at, String usd, String model, String facts, TokenUsage usage, Claim... claims) {
        String key = hold(at, model, facts, claims);
        ledger.settle(key, new Settlement(Usd.of(usd), Source.COMPUTED, ModelId.parse(model), null, usage));
    }

    /** A hold that is given back. */
    public void release(String at, String model, String facts) {
        ledger.release(hold(Instant.parse(at), model, facts));
    }

    /** A hold that expires, and a call that is settled after that. */
    public void settleLate(String at, String usd, String model, String facts) {
        String key = hold(Instant.parse(at), model, facts);
        moveTo(Instant.parse(at).plusSeconds(100));
        ledger.expire();
        moveTo(Instant.parse(at).plusSeconds(101));
        ledger.settle(
                key,
                new Settlement(Usd.of(usd), Source.COMPUTED, ModelId.parse(model), null, TokenUsage.estimated(50, 5)));
    }

    private String hold(Instant at, String model, String facts, Claim... claims) {
        moveTo(at);
        String key = "key-" + calls++;
        CallRef call = new CallRef("decision-" + key, 1, ModelId.parse(model), facts(facts));
        ledger.hold(new HoldRequest(key, "node-1", call, Usd.of("1"), 1_000, at.plusSeconds(60), List.of(claims)));
        return key;
    }

    private void moveTo(Instant at) {
        clock.advance(Duration.between(clock.instant(), at));
    }

    private static Map<String, String> facts(String text) {
        return text.isEmpty()
                ? Map.of()
                : Stream.of(text.split(" "))
                        .map(fact -> fact.split("=", 2))
                        .collect(Collectors.toMap(fact -> fact[0], fact -> fact[1]));
    }
}
