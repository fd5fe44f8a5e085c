package io.cascadeflow.provider;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldEstimate;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.Billing.Bill;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: held, made, and ended on the ledger exactly once, whichever way it ends.
 *
 * @param <R> its reply
 */
final class MeteredAttempt<R> {

    private static final Duration LONGEST_HOLD = Duration.ofDays(1);
    private static final TokenUsage NOTHING = TokenUsage.of(0, 0);

    private final Meter meter;
    private final MeteredCall<R> whole;
    private final CallRef ref;
    private final ModelId model;
    private final Payer payer;
    private final List<Claim> claims;
    private final Billing<R> billing;
    private final HoldEstimate worstCase;
    private final HoldRequest hold;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private Turn turn = Turn.NONE;
    private boolean held = true;
    private volatile Instant sent;

    MeteredAttempt(Meter meter, MeteredCall<R> whole, ModelId model, Billing<R> billing, Payer payer) {
        this.meter = meter;
        this.whole = whole;
        this.model = model;
        this.payer = payer;
        this.ref = payer.next(model);
        Instant now = meter.clock().instant();
        this.sent = now;
        this.claims = payer.claims(now);
        this.billing = billing;
        this.worstCase =
                HoldEstimate.of(meter.pricing().priceBeforeCall(model), billing.mostInput(), billing.mostOutput());
        Instant latest = now.plus(LONGEST_HOLD);
        Instant deadline = billing.deadline();
        Instant expiry = deadline.isAfter(latest) ? latest : deadline.plus(Meter.HOLD_GRACE);
        this.hold = new HoldRequest(
                ref.decision() + "/" + ref.attempt(),
                meter.rules().owner(),
                ref,
                worstCase.amount(),
                worstCase.inputTokens() + worstCase.outputTokens(),
                expiry,
                claims);
    }

    CompletableFuture<R> make(Supplier<? extends CompletionStage<R>> attempt) {
        try {
            turn = payer.begin(
                    ref, worstCase.amount(), TokenUsage.of(worstCase.inputTokens(), worstCase.outputTokens()));
        } catch (RuntimeException stopped) {
            result.completeExceptionally(stopped);
            return result;
        }
        CompletableFuture<Void> underWay = meter.settlements().begin();
        Cancellation cancellation = Cancellation.of(result);
        hold().whenComplete((answer, failure) -> {
            try {
                if (mayBeMade(answer, failure)) {
                    whole.made(underWay);
                    whole.firstPiece().forget();
                    sent = meter.clock().instant();
                    CompletableFuture<R> step = cancellation.step(start(attempt));
                    step.whenComplete((reply, why) -> end(reply, why, underWay));
                    result.whenComplete((reply, why) -> giveUp(step, underWay));
                    return;
                }
            } catch (RuntimeException e) {
                notMade(e);
            }
            underWay.complete(null);
        });
        return result;
    }

    private CompletionStage<HoldResult> hold() {
        try {
            return meter.ledger().hold(hold);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private boolean mayBeMade(@Nullable HoldResult answer, @Nullable Throwable failure) {
        if (failure != null) {
            return mayBeMadeWithout(Cancellation.unwrap(failure));
        }
        if (answer instanceof HoldResult.Refused refused) {
            whole.stands(List.of(refused.standing()));
            meter.listener().refused(refused.standing(), worstCase.amount());
            return notMade(payer.refused(new BudgetExceededException(refused, hold.worstCase())));
        }
        if (answer instanceof HoldResult.Repeated) {
            return notMade(new IllegalStateException(
                    "attempt %s was made before: number attempts anew".formatted(hold.key())));
        }
        if (result.isDone()) {
            // given up while the ledger was asked: nothing was sent
            turn.notMade(null);
            post(() -> meter.ledger().release(hold.key()), Usd.ZERO);
            return false;
        }
        if (answer instanceof HoldResult.Granted granted) {
            whole.stands(granted.standings());
        }
        return true;
    }

    private boolean mayBeMadeWithout(Throwable failure) {
        boolean made = failure instanceof LedgerException
                && meter.rules().failOpen()
                && !meter.settlements().isFull()
                && !result.isDone();
        if (made) {
            held = false;
            meter.listener().unmetered(ref, (LedgerException) failure);
        } else {
            notMade(failure);
        }
        return made;
    }

    /** Whoever let it begin first: what follows may want to begin something else. */
    private boolean notMade(Throwable why) {
        turn.notMade(why);
        result.completeExceptionally(why);
        return false;
    }

    private static <R> CompletionStage<R> start(Supplier<? extends CompletionStage<R>> attempt) {
        try {
            CompletionStage<R> stage = attempt.get();
            return stage != null ? stage : CompletableFuture.completedFuture(null);
        } catch (Throwable failure) {
            // an Error as well: else the hold would stay
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** An attempt that does not end when it is cancelled is over all the same: nobody will hear of it. */
    private void giveUp(CompletableFuture<R> step, CompletableFuture<Void> underWay) {
        if (result.isCancelled()) {
            step.cancel(true);
            if (!step.isDone()) {
                end(null, new CancellationException(), underWay);
            }
        }
    }

    private void end(@Nullable R reply, @Nullable Throwable failure, CompletableFuture<Void> underWay) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        Throwable cause = failure == null ? null : Cancellation.unwrap(failure);
        CompletableFuture<Void> onLedger;
        try {
            onLedger = settle(reply, cause);
        } catch (RuntimeException e) {
            turn.lost();
            result.completeExceptionally(e);
            return;
        } finally {
            underWay.complete(null);
        }
        onLedger.thenRun(() -> {
            if (cause == null) {
                result.complete(reply);
            } else {
                result.completeExceptionally(cause);
            }
        });
    }

    private CompletableFuture<Void> settle(@Nullable R reply, @Nullable Throwable failure) {
        Bill bill = reply != null ? billing.bill(reply) : new Bill("", usageOf(failure), null);
        TokenUsage usage = bill.usage();
        Charge charge = usage.equals(NOTHING) && reply == null
                ? null
                : meter.pricing().charge(model, bill.served(), usage, bill.reportedUsd());
        Amount came =
                charge == null ? Amount.ZERO : new Amount(charge.amount(), 1, usage.totalInput() + usage.output());
        CompletableFuture<Void> onLedger = post(() -> onLedger(charge, usage), came.usd());
        whole.ended(charge, usage, onLedger);
        AttemptEnd ended = ended(usage, charge, failure);
        turn.ended(ended);
        meter.listener().ended(ended);
        return onLedger.thenRun(() -> told(came));
    }

    private AttemptEnd ended(TokenUsage usage, @Nullable Charge charge, @Nullable Throwable failure) {
        Duration took = Duration.between(sent, meter.clock().instant());
        return new AttemptEnd(
                ref,
                billing.operation(),
                usage,
                charge,
                failure,
                took.isNegative() ? Duration.ZERO : took,
                whole.firstPiece().after(sent));
    }

    private CompletionStage<Effect> onLedger(@Nullable Charge charge, TokenUsage usage) {
        if (charge == null) {
            return held ? meter.ledger().release(hold.key()) : CompletableFuture.completedFuture(Effect.NONE);
        }
        Settlement settlement = Settlement.of(charge, usage);
        return held
                ? meter.ledger()
                        .settle(hold.key(), settlement)
                        .thenCompose(effect -> effect == Effect.UNKNOWN
                                ? afterTheFact(settlement)
                                : CompletableFuture.completedFuture(effect))
                : afterTheFact(settlement);
    }

    /** The money is spent and was not held, or the ledger has forgotten that it was. */
    private CompletionStage<Effect> afterTheFact(Settlement settlement) {
        return meter.ledger()
                .hold(hold.ofNothing())
                .thenCompose(granted -> meter.ledger().settle(hold.key(), settlement));
    }

    private CompletableFuture<Void> post(Supplier<CompletionStage<Effect>> work, Usd amount) {
        return meter.settlements().post(work, () -> meter.listener().waiting(ref, amount));
    }

    private void told(Amount came) {
        whole.settled(hold.worstCase(), came).forEach(meter.listener()::paid);
    }

    /** What the provider told, else nothing where it cannot have worked, else the most that it can have. */
    private TokenUsage usageOf(@Nullable Throwable failure) {
        if (failure instanceof ProviderException error) {
            TokenUsage told = error.details().usage();
            if (told != null) {
                return told;
            }
            if (!error.kind().mayHaveCost()) {
                return NOTHING;
            }
        }
        return TokenUsage.estimated(worstCase.inputTokens(), worstCase.outputTokens());
    }
}
