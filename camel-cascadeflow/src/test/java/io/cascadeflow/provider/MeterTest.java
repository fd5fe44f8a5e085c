package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.Budget.WhenSpent;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.BudgetKeyMissingException;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.MemoryCapacity;
import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.budget.Window;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge.Source;
import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.pricing.Unpriced;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ProviderException.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeterTest {

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final ModelId MODEL = new ModelId("probe", "mini");
    private static final ChatReply REPLY = ChatReply.of("mini", "4").withUsage(TokenUsage.of(10, 20));
    /** 10 tokens at 1 and 20 at 2 USD per million. */
    private static final Usd COST = Usd.of("0.00005");

    private final VirtualTime time = VirtualTime.still(NOW);
    private final FailingLedger ledger = new FailingLedger(new MemoryLedger(time, MemoryCapacity.DEFAULT));
    private final List<String> told = new ArrayList<>();
    private final List<ChatCall> asked = new ArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private Budget budget = Budget.of("b", "1.00", Window.TOTAL);
    private boolean failOpen;
    private Pause pause = time;

    private Meter meter() {
        PriceCatalog prices = PriceCatalog.shipped(time).with(Map.of(MODEL, ModelPrice.of("1", "2")));
        return new Meter(
                new Pricing(prices, Unpriced.REFUSE),
                ledger,
                new Meter.Rules("node", failOpen),
                new Settlements(pause, Duration.ofSeconds(5)),
                new CallGuard(duration -> new CompletableFuture<>(), time),
                time,
                listener());
    }

    private MeterListener listener() {
        return new MeterListener() {
            @Override
            public void paid(Standing standing) {
                told.add("paid, left " + standing.left());
            }

            @Override
            public void refused(Standing standing, Usd wanted) {
                told.add("refused");
            }

            @Override
            public void unmetered(CallRef call, LedgerException failure) {
                told.add("unmetered");
            }

            @Override
            public void waiting(CallRef call, Usd amount) {
                told.add("waiting " + amount);
            }
        };
    }

    private Payer payer() {
        return new Payer() {
            @Override
            public void permit(ModelId model) {
                // whatever is asked
            }

            @Override
            public CallRef next(ModelId model) {
                return new CallRef("decision", attempts.incrementAndGet(), model, Map.of("role", "answer"));
            }

            @Override
            public List<Claim> claims(Instant at) {
                return List.of(budget.claim(Map.of(), "", at));
            }
        };
    }

    private CompletableFuture<Metered> start(ChatProvider provider) {
        ChatCall call = new ChatCall("mini", ChatRequest.of("What is 2 + 2?"), NOW.plusSeconds(20), "key");
        ChatProvider noting = new ChatProvider() {
            @Override
            public CompletionStage<ChatReply> chat(ChatCall made) {
                asked.add(made);
                return provider.chat(made);
            }

            @Override
            public boolean triesAgain() {
                return provider.triesAgain();
            }
        };
        return meter().ask(noting, MODEL, call, payer(), 4096).toCompletableFuture();
    }

    private Metered ask(ChatProvider provider) {
        CompletableFuture<Metered> result = start(provider);
        assertThat(result).isCompleted();
        return result.join();
    }

    private static ChatProvider failing(Throwable failure) {
        return call -> CompletableFuture.failedFuture(failure);
    }

    private Balance balance() {
        return ledger.balance(budget.claim(Map.of(), "", NOW));
    }

    private List<HoldStatus> lines() {
        return ledger.entries(budget.claim(Map.of(), "", NOW).account(), 0, 100).stream()
                .map(entry -> entry.posting().status())
                .toList();
    }

    @Test
    void settlesWhatTheReplySaysAndHoldsNothingAfterwards() {
        Metered metered = ask(call -> CompletableFuture.completedFuture(REPLY));

        assertThat(metered.reply()).isEqualTo(REPLY);
        assertThat(metered.cost()).isEqualTo(COST);
        assertThat(metered.estimated()).isFalse();
        assertThat(balance()).isEqualTo(new Balance(new Amount(COST, 1, 30), Amount.ZERO, Usd.ZERO));
        assertThat(metered.standings())
                .singleElement()
                .satisfies(standing -> assertThat(standing.left()).isEqualTo(Usd.of("0.99995")));
        assertThat(told).containsExactly("paid, left 0.99995");
    }

    @Test
    void holdsTheWorstCaseWhileTheModelThinks() {
        CompletableFuture<ChatReply> thinking = new CompletableFuture<>();
        CompletableFuture<Metered> result = start(call -> thinking);

        assertThat(result).isNotDone();
        assertThat(balance().held().usd()).isGreaterThan(Usd.of("0.008192"));
        assertThat(balance().held().tokens()).isGreaterThan(4096);

        thinking.complete(REPLY);
        assertThat(result).isCompleted();
        assertThat(balance().held()).isEqualTo(Amount.ZERO);
    }

    @Test
    void givesTheRequestABoundWhereABudgetCanRefuseAndNowhereElse() {
        ask(call -> CompletableFuture.completedFuture(REPLY));
        budget = budget.whenSpent(WhenSpent.OBSERVE);
        ask(call -> CompletableFuture.completedFuture(REPLY));

        assertThat(asked.get(0).request().output().maxTokens()).isEqualTo(4096);
        assertThat(asked.get(1).request().output().maxTokens()).isNull();
        assertThat(balance().settled().calls()).isEqualTo(2);
    }

    @Test
    void refusesBeforeAnythingIsSent() {
        budget = budget.withLimit(Usd.of("0.001"));
        Metered metered = ask(call -> CompletableFuture.completedFuture(REPLY));

        assertThat(metered.failure())
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContainingAll("budget 'b'", "0.001", "raise the limit");
        assertThat(asked).isEmpty();
        assertThat(metered.charge()).isNull();
        assertThat(balance()).isEqualTo(Balance.ZERO);
        assertThat(told).containsExactly("refused");
    }

    @Test
    void ofFiftyCallsAtOnceThatMayCostThreeQuartersOfTheBudgetOneIsAdmitted() {
        CompletableFuture<ChatReply> thinking = new CompletableFuture<>();
        budget = budget.withLimit(Usd.of("0.011"));
        List<CompletableFuture<Metered>> results =
                IntStream.range(0, 50).mapToObj(i -> start(call -> thinking)).toList();
        thinking.complete(REPLY);

        assertThat(asked).hasSize(1);
        assertThat(results)
                .filteredOn(result -> result.join().failure() instanceof BudgetExceededException)
                .hasSize(49);
        assertThat(balance()).isEqualTo(new Balance(new Amount(COST, 1, 30), Amount.ZERO, Usd.ZERO));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void releasesOrEstimatesAfterAFailureAndHoldsNothing(Kind kind) {
        Metered metered = ask(failing(new ProviderException(kind, "no")));

        assertThat(metered.failure()).isInstanceOf(ProviderException.class);
        assertThat(balance().held()).isEqualTo(Amount.ZERO);
        assertThat(metered.cost().compareTo(Usd.ZERO) > 0).isEqualTo(kind.mayHaveCost());
        assertThat(metered.estimated()).isEqualTo(kind.mayHaveCost());
        assertThat(balance().settled().usd()).isEqualTo(metered.cost());
        assertThat(lines()).containsExactly(kind.mayHaveCost() ? HoldStatus.SETTLED : HoldStatus.RELEASED);
    }

    @Test
    void anEstimateIsNeverAboveWhatWasHeld() {
        Metered metered = ask(failing(new ProviderException(Kind.TIMEOUT, "late")));

        assertThat(balance().overrun()).isEqualTo(Usd.ZERO);
        assertThat(metered.cost()).isGreaterThan(Usd.of("0.008192"));
    }

    @Test
    void chargesWhatAFailureSaysThatItConsumed() {
        ProviderException failure = new ProviderException(Kind.SERVER, "no").withUsage(TokenUsage.of(10, 20));

        assertThat(ask(failing(failure)).cost()).isEqualTo(COST);
        assertThat(balance().settled().usd()).isEqualTo(COST);
    }

    @Test
    void releasesWhenTheProviderSaysThatNothingWasConsumed() {
        ProviderException failure =
                new ProviderException(Kind.TIMEOUT, "was never sent").withUsage(TokenUsage.of(0, 0));

        assertThat(ask(failing(failure)).charge()).isNull();
        assertThat(lines()).containsExactly(HoldStatus.RELEASED);
    }

    @Test
    void chargesAnEstimateForWhateverAForeignProviderThrows() {
        Metered thrown = ask(call -> {
            throw new IllegalStateException("bug");
        });
        Metered error = ask(failing(new NoClassDefFoundError("Sdk")));

        assertThat(List.of(thrown, error)).allMatch(Metered::estimated);
        assertThat(balance().held()).isEqualTo(Amount.ZERO);
        assertThat(balance().settled().usd()).isEqualTo(thrown.cost().plus(error.cost()));
    }

    @Test
    void aReplyWithoutUsageIsChargedByAnEstimateAndMarked() {
        Metered metered = ask(call -> CompletableFuture.completedFuture(ChatReply.of("mini", "four")));

        assertThat(metered.estimated()).isTrue();
        assertThat(metered.cost()).isGreaterThan(Usd.ZERO);
    }

    @Test
    void theProvidersOwnBillWinsAndItsOverrunIsCounted() {
        ChatReply dear = new ChatReply(
                "",
                "mini",
                REPLY.message(),
                REPLY.finishReason(),
                REPLY.usage(),
                REPLY.logprobs(),
                new BigDecimal("0.5"));
        Metered metered = ask(call -> CompletableFuture.completedFuture(dear));

        assertThat(metered.cost()).isEqualTo(Usd.of("0.5"));
        assertThat(metered.charge())
                .satisfies(charge -> assertThat(charge.source()).isEqualTo(Source.REPORTED));
        assertThat(balance().overrun()).isGreaterThan(Usd.of("0.4"));
    }

    @Test
    void eachAttemptOfAProviderThatTriesAgainIsALineOfItsOwn() {
        ProviderException failed = new ProviderException(Kind.SERVER, "no").withUsage(TokenUsage.of(10, 20));
        Metered metered = ask(tryingTwice(failed));

        assertThat(metered.reply()).isEqualTo(REPLY);
        assertThat(metered.cost()).isEqualTo(COST.plus(COST));
        assertThat(lines()).containsExactly(HoldStatus.SETTLED, HoldStatus.SETTLED);
        assertThat(balance().settled().usd()).isEqualTo(metered.cost());
        assertThat(balance().overrun()).isEqualTo(Usd.ZERO);
    }

    @Test
    void aFurtherAttemptThatNoLongerFitsIsNotMade() {
        budget = budget.withMaxCalls(1);
        ProviderException failed = new ProviderException(Kind.SERVER, "no").withUsage(TokenUsage.of(10, 20));
        Metered metered = ask(tryingTwice(failed));

        assertThat(metered.failure()).isInstanceOf(BudgetExceededException.class);
        assertThat(metered.cost()).as("the first attempt is not forgotten").isEqualTo(COST);
    }

    /** Fails once, then answers; each attempt goes through the call's attempts. */
    private static ChatProvider tryingTwice(ProviderException first) {
        return new ChatProvider() {
            @Override
            public CompletionStage<ChatReply> chat(ChatCall call) {
                return call.attempts()
                        .make(() -> CompletableFuture.failedFuture(first))
                        .exceptionallyCompose(
                                failure -> call.attempts().make(() -> CompletableFuture.completedFuture(REPLY)));
            }

            @Override
            public boolean triesAgain() {
                return true;
            }
        };
    }

    @Test
    void anAttemptIsUnderWayFromItsHoldToItsEnd() {
        List<CompletableFuture<Void>> drained = new ArrayList<>();
        Meter meter = meter();
        CompletableFuture<ChatReply> thinking = new CompletableFuture<>();
        meter.ask(
                call -> {
                    drained.add(meter.settlements().drained());
                    return thinking;
                },
                MODEL,
                new ChatCall("mini", ChatRequest.of("?"), NOW.plusSeconds(20), "key"),
                payer(),
                100);
        assertThat(drained)
                .singleElement()
                .satisfies(future -> assertThat(future).isNotDone());
        thinking.complete(REPLY);
        assertThat(drained)
                .singleElement()
                .satisfies(future -> assertThat(future).isCompleted());
    }

    @Test
    void whatIsStoppedIsSettledBeforeTheCallerHears() {
        CompletableFuture<ChatReply> silent = new CompletableFuture<>();
        Meter meter = meter();
        CompletableFuture<Metered> result = meter.ask(
                        call -> silent,
                        MODEL,
                        new ChatCall("mini", ChatRequest.of("?"), NOW.plusSeconds(20), "key"),
                        payer(),
                        100)
                .toCompletableFuture();
        meter.guard().close();

        assertThat(result).isCompleted();
        assertThat(silent).isCancelled();
        assertThat(result.join().estimated()).isTrue();
        assertThat(balance().settled().usd()).isEqualTo(result.join().cost());
        assertThat(balance().held()).isEqualTo(Amount.ZERO);
    }

    @Test
    void aCallWithoutTheBudgetsKeyIsNotMade() {
        budget = budget.per(io.cascadeflow.budget.BudgetKey.by("tenant"));
        CompletableFuture<Metered> result = start(call -> CompletableFuture.completedFuture(REPLY));

        assertThat(result.join().failure()).isInstanceOf(BudgetKeyMissingException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void whenTheLedgerIsDownNoCallIsMade() {
        ledger.failing = true;
        Metered metered = ask(call -> CompletableFuture.completedFuture(REPLY));

        assertThat(metered.failure()).isInstanceOf(LedgerException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void failingOpenMakesTheCallSaysSoAndPutsItOnRecordLater() {
        failOpen = true;
        ledger.failing = true;
        pause = duration -> {
            ledger.failing = duration.compareTo(Duration.ofSeconds(1)) > 0;
            return ledger.failing ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
        };
        Metered metered = ask(call -> CompletableFuture.completedFuture(REPLY));

        assertThat(metered.reply()).isEqualTo(REPLY);
        assertThat(told).first().isEqualTo("unmetered");
        assertThat(balance().settled()).isEqualTo(new Amount(COST, 1, 30));
        assertThat(balance().overrun()).isEqualTo(COST);
    }

    @Test
    void aLedgerThatGoesDownWhileTheModelThinksGetsTheCostWhenItIsBack() {
        List<CompletableFuture<Void>> pauses = new ArrayList<>();
        pause = duration -> {
            pauses.add(new CompletableFuture<>());
            return pauses.get(pauses.size() - 1);
        };
        CompletableFuture<ChatReply> thinking = new CompletableFuture<>();
        CompletableFuture<Metered> result = start(call -> thinking);
        ledger.failing = true;
        thinking.complete(REPLY);

        assertThat(result).as("waits for a while").isNotDone();
        pauses.get(1).complete(null);
        assertThat(result).as("goes on").isCompleted();
        assertThat(told).contains("waiting " + COST);
        ledger.failing = false;
        pauses.get(0).complete(null);
        assertThat(balance()).isEqualTo(new Balance(new Amount(COST, 1, 30), Amount.ZERO, Usd.ZERO));
    }

    @Test
    void aHoldThatExpiredMeanwhileIsChargedAllTheSame() {
        CompletableFuture<ChatReply> thinking = new CompletableFuture<>();
        start(call -> thinking);
        time.advance(Duration.ofHours(1));
        assertThat(ledger.expire()).isEqualTo(1);
        thinking.complete(REPLY);

        assertThat(balance().settled().usd()).isEqualTo(COST);
        assertThat(lines()).containsExactly(HoldStatus.EXPIRED, HoldStatus.LATE);
    }

    @Test
    void theRecordSaysWhoAskedWhatAndWhy() {
        ask(call -> CompletableFuture.completedFuture(REPLY));
        LedgerEntry entry =
                ledger.entries(budget.claim(Map.of(), "", NOW).account(), 0, 1).get(0);

        assertThat(entry.owner()).isEqualTo("node");
        assertThat(entry.call()).isEqualTo(new CallRef("decision", 1, MODEL, Map.of("role", "answer")));
        assertThat(entry.posting().settlement())
                .satisfies(settlement -> assertThat(settlement.price()).isNotNull());
    }
}
