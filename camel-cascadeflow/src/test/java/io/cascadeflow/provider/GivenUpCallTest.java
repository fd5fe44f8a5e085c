package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.MemoryCapacity;
import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.budget.Window;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.pricing.Unpriced;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ProviderException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A call that is given up, and an attempt of it that does not end with it. */
class GivenUpCallTest {

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final ModelId MODEL = new ModelId("probe", "mini");

    private final VirtualTime time = VirtualTime.still(NOW);
    private final MemoryLedger ledger = new MemoryLedger(time, MemoryCapacity.DEFAULT);
    private final Claim claim = Budget.of("b", "1.00", Window.TOTAL).claim(Map.of(), "", NOW);
    private final List<CompletableFuture<Void>> pauses = new ArrayList<>();

    /** An attempt that cannot be cancelled. */
    private static final class Stubborn extends CompletableFuture<ChatReply> {

        private final boolean done;

        /** @param done whether it has ended, and another thread is about to tell how */
        Stubborn(boolean done) {
            this.done = done;
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            return false;
        }

        @Override
        public boolean isDone() {
            return done || super.isDone();
        }
    }

    private CompletableFuture<Metered> giveUp(Stubborn attempt) {
        Meter meter = new Meter(
                new Pricing(PriceCatalog.shipped(time).with(Map.of(MODEL, ModelPrice.of("1", "2"))), Unpriced.REFUSE),
                ledger,
                new Meter.Rules("node", false),
                new Settlements(this::pause, Duration.ofSeconds(5)),
                new CallGuard(duration -> new CompletableFuture<>(), time),
                time,
                MeterListener.NONE);
        ChatProvider trying = new ChatProvider() {
            @Override
            public CompletableFuture<ChatReply> chat(ChatCall call) {
                return call.attempts().make(() -> attempt).toCompletableFuture();
            }

            @Override
            public boolean triesAgain() {
                return true;
            }
        };
        ChatCall call = new ChatCall("mini", ChatRequest.of("?"), NOW.plusSeconds(20), "key");
        CompletableFuture<Metered> asked =
                meter.ask(trying, MODEL, call, payer(), 100).toCompletableFuture();
        meter.guard().close();
        return asked;
    }

    private CompletableFuture<Void> pause(Duration duration) {
        CompletableFuture<Void> pause = new CompletableFuture<>();
        pauses.add(pause);
        return pause;
    }

    private Payer payer() {
        return new Payer() {
            @Override
            public void permit(ModelId model) {
                // whatever is asked
            }

            @Override
            public CallRef next(ModelId model) {
                return new CallRef("decision", 1, model);
            }

            @Override
            public List<Claim> claims(Instant at) {
                return List.of(claim);
            }
        };
    }

    @Test
    void tellsWhatTheLedgerSaysWhenAnotherThreadWorksOutHowTheAttemptEnded() {
        Stubborn ending = new Stubborn(true);
        CompletableFuture<Metered> result = giveUp(ending);
        assertThat(result).isNotDone();

        ending.completeExceptionally(new ProviderException(Kind.TIMEOUT, "late").withUsage(TokenUsage.of(10, 20)));

        assertThat(result).isCompleted();
        assertThat(result.join().cost()).isEqualTo(Usd.of("0.00005"));
        assertNothingIsLeftOpen(result.join());
    }

    @Test
    void waitsForThatThreadOnlyForAWhile() {
        CompletableFuture<Metered> result = giveUp(new Stubborn(true));
        assertThat(pauses).hasSize(1);

        pauses.get(0).complete(null);

        assertThat(result).isCompleted();
        assertThat(result.join().failure()).isInstanceOf(ProviderException.class);
    }

    @Test
    void chargesTheWorstCaseOfAnAttemptThatGoesOnRegardless() {
        Stubborn running = new Stubborn(false);
        CompletableFuture<Metered> result = giveUp(running);

        assertThat(result).isCompleted();
        assertThat(result.join().estimated()).isTrue();
        assertNothingIsLeftOpen(result.join());

        running.complete(ChatReply.of("mini", "4"));
        assertThat(ledger.entries(claim.account(), 0, 10)).hasSize(1);
    }

    private void assertNothingIsLeftOpen(Metered metered) {
        Balance balance = ledger.balance(claim);
        assertThat(balance.settled().usd()).isEqualTo(metered.cost()).isGreaterThan(Usd.ZERO);
        assertThat(balance.held()).isEqualTo(Amount.ZERO);
    }
}
