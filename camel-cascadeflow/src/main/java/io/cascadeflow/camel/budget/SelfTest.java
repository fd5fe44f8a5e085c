package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.Budget.WhenSpent;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Window;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.pricing.Rates;
import io.cascadeflow.pricing.Unpriced;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.Meter;
import io.cascadeflow.provider.Metered;
import io.cascadeflow.provider.Payer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Sends a made-up call through each budget, the way that every call goes, and looks whether the budget has moved by its price.
 * It goes to an account of its own, so that nobody's money is touched.
 */
final class SelfTest {

    private static final ModelId MODEL = ModelId.parse(CascadeFlowBudgets.SELF_TEST);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Meter meter;
    private final int round;

    /** @param round how many there were before in this node's life */
    SelfTest(Meter meter, int round) {
        this.round = round;
        PriceCatalog prices = meter.pricing().catalog().with(Map.of(MODEL, ModelPrice.of(Rates.of("1", "1"))));
        this.meter = meter.withPricing(new Pricing(prices, Unpriced.REFUSE));
    }

    /** @throws LedgerException when a budget does not move */
    void run(Budget budget) {
        Instant now = meter.clock().instant();
        Claim claim = claim(budget, now);
        Usd before = settled(claim);
        Metered metered = meter.ask(provider(), MODEL, call(now), payer(claim), 1)
                .toCompletableFuture()
                .join();
        if (metered.failure() != null) {
            throw failed(
                    budget, "the call did not go through: " + metered.failure().getMessage());
        }
        Usd moved = settled(claim).minus(before);
        if (!moved.equals(metered.cost()) || moved.equals(Usd.ZERO)) {
            throw failed(budget, "a charge of %s USD moved it by %s".formatted(metered.cost(), moved));
        }
    }

    private static LedgerException failed(Budget budget, String what) {
        return new LedgerException(
                "budget '%s' failed its self-test, so it would not hold: %s. Look at the ledger's database"
                        .formatted(budget.name(), what));
    }

    private Usd settled(Claim claim) {
        return meter.ledger().balance(claim).settled().usd();
    }

    private Claim claim(Budget budget, Instant now) {
        Budget open = budget.withLimit(Usd.of("1000")).whenSpent(WhenSpent.OBSERVE);
        Window.Span span = budget.window().spanAt(now, MODEL.provider());
        return new Claim(
                open, new Account(budget.name(), "self-test " + meter.rules().owner(), span.id()), span.end());
    }

    private ChatCall call(Instant now) {
        return new ChatCall(MODEL.name(), ChatRequest.of("self-test"), now.plus(LONGEST), "self-test");
    }

    private static ChatProvider provider() {
        ChatReply reply = ChatReply.of(MODEL.name(), "self-test").withUsage(TokenUsage.of(1, 1));
        return call -> CompletableFuture.completedFuture(reply);
    }

    private Payer payer(Claim claim) {
        String decision = "self-test %s %s %d"
                .formatted(meter.rules().owner(), claim.budget().name(), round);
        return new Payer() {
            @Override
            public void permit(ModelId model) {
                // it is no model
            }

            @Override
            public CallRef next(ModelId model) {
                return new CallRef(decision, 1, model, Map.of("role", "self-test"));
            }

            @Override
            public List<Claim> claims(Instant at) {
                return List.of(claim);
            }
        };
    }
}
