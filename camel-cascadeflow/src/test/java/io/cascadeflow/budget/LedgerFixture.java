package io.cascadeflow.budget;

import io.cascadeflow.budget.WaitingLedger.Money;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge.Source;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Budgets, holds and settlements as the tests of ledgers write them. */
public final class LedgerFixture {

    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    /** What each hold reckons with, and each settlement of {@link #cost} has. */
    public static final long TOKENS = 150;

    public static final ModelId MODEL = ModelId.parse("openai:gpt-4o-mini");

    private LedgerFixture() {}

    public static Claim claim(String budget, String limitUsd) {
        return claim(Budget.of(budget, limitUsd, Window.TOTAL));
    }

    public static Claim claim(Budget budget) {
        return claim(budget, NOON);
    }

    public static Claim claim(Budget budget, Instant at) {
        return budget.claim(Map.of(), "run-1", at);
    }

    public static HoldRequest request(String key, String usd, Instant expiresAt, Claim... claims) {
        return new HoldRequest(
                key,
                "node-1",
                new CallRef("decision-" + key, 1, MODEL),
                Usd.of(usd),
                TOKENS,
                expiresAt,
                List.of(claims));
    }

    public static HoldRequest request(String key, String usd, Claim... claims) {
        return request(key, usd, NOON.plusSeconds(60), claims);
    }

    public static Settlement cost(String usd) {
        return new Settlement(
                Usd.of(usd),
                Source.COMPUTED,
                MODEL,
                new Settlement.PriceRef("openai.com/pricing", LocalDate.parse("2026-11-01")),
                new TokenUsage(10, 20, 30, 40, 50, 5, true));
    }

    public static Money money(String settled, String held, String overrun) {
        return new Money(Usd.of(settled), Usd.of(held), Usd.of(overrun));
    }
}
