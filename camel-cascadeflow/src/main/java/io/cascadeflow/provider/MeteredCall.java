package io.cascadeflow.provider;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge;
import io.cascadeflow.pricing.Usd;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call and the attempts that it takes: what they cost, and whether all of it is on the ledger.
 *
 * @param <R> its replies
 */
final class MeteredCall<R> {

    private final Meter meter;
    private final ModelId model;
    private final Billing<R> billing;
    private final Payer payer;
    private final FirstPiece firstPiece;
    private boolean made;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> posted = CompletableFuture.completedFuture(null);
    private Usd cost = Usd.ZERO;
    private @Nullable Charge charge;
    private boolean estimated;
    private List<Standing> standings = List.of();

    MeteredCall(Meter meter, ModelId model, Billing<R> billing, Payer payer) {
        this.meter = meter;
        this.model = model;
        this.billing = billing;
        this.payer = payer;
        this.firstPiece = new FirstPiece(meter.clock());
    }

    /** Notes when the first piece of each attempt's reply comes. */
    FirstPiece firstPiece() {
        return firstPiece;
    }

    ModelId model() {
        return model;
    }

    /** Whether any attempt was made. */
    synchronized boolean wasMade() {
        return made;
    }

    /** Makes one attempt, if it may be made. */
    CompletableFuture<R> make(Supplier<? extends CompletionStage<R>> attempt) {
        return new MeteredAttempt<>(meter, this, model, billing, payer).make(attempt);
    }

    /** An attempt is made; {@code end} completes when what it cost is told to {@link #ended}. */
    synchronized void made(CompletableFuture<Void> end) {
        made = true;
        underWay = CompletableFuture.allOf(underWay, end);
    }

    /** An attempt ended; {@code onLedger} completes when that is on record. */
    synchronized void ended(@Nullable Charge charged, TokenUsage usage, CompletableFuture<Void> onLedger) {
        posted = CompletableFuture.allOf(posted, onLedger);
        if (charged != null) {
            cost = cost.plus(charged.amount());
            charge = charged;
            estimated |= usage.estimated();
        }
    }

    synchronized void stands(List<Standing> now) {
        standings = List.copyOf(now);
    }

    /** The accounts after an attempt whose hold was replaced by what it cost. */
    synchronized List<Standing> settled(Amount held, Amount came) {
        standings =
                standings.stream().map(standing -> standing.settled(held, came)).toList();
        return standings;
    }

    /**
     * What it cost, once every attempt is on the ledger: also the one whose end is just being worked out by another thread while
     * the call is given up.
     */
    CompletionStage<Spent> spent() {
        return meter.settlements()
                .within(underWay())
                .thenCompose(nothing -> posted())
                .thenApply(nothing -> soFar());
    }

    private synchronized CompletableFuture<Void> underWay() {
        return underWay;
    }

    private synchronized CompletableFuture<Void> posted() {
        return posted;
    }

    private synchronized Spent soFar() {
        return new Spent(cost, charge, estimated, standings);
    }
}
