package io.cascadeflow.provider;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge;
import io.cascadeflow.pricing.Usd;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call and the attempts that it takes: what they cost, and whether all of it is on the ledger. */
final class MeteredCall implements Attempts {

    private final Meter meter;
    private final ModelId model;
    private final ChatCall call;
    private final Payer payer;
    private final int reckonedTokens;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> posted = CompletableFuture.completedFuture(null);
    private Usd cost = Usd.ZERO;
    private @Nullable Charge charge;
    private boolean estimated;
    private List<Standing> standings = List.of();

    MeteredCall(Meter meter, ModelId model, ChatCall call, Payer payer, int reckonedTokens) {
        this.meter = meter;
        this.model = model;
        this.call = call;
        this.payer = payer;
        this.reckonedTokens = reckonedTokens;
    }

    ChatCall call() {
        return call;
    }

    /** The longest answer: what the request allows, else what is reckoned with, which nothing holds the provider to. */
    int maxTokens() {
        Integer asked = call.request().output().maxTokens();
        return asked == null ? reckonedTokens : asked;
    }

    @Override
    public CompletionStage<ChatReply> make(Supplier<? extends CompletionStage<ChatReply>> attempt) {
        return new MeteredAttempt(meter, this, model, payer).make(attempt);
    }

    /** An attempt is made; {@code end} completes when what it cost is told to {@link #ended}. */
    synchronized void made(CompletableFuture<Void> end) {
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
     * How it ended, once every attempt is on the ledger: also the one whose end is just being worked out by another thread while
     * the call is given up.
     */
    CompletionStage<Metered> result(@Nullable ChatReply reply, @Nullable Throwable failure) {
        Throwable cause = failure == null ? null : Cancellation.unwrap(failure);
        return meter.settlements()
                .within(underWay())
                .thenCompose(nothing -> posted())
                .thenApply(nothing -> metered(reply, cause));
    }

    private synchronized CompletableFuture<Void> underWay() {
        return underWay;
    }

    private synchronized CompletableFuture<Void> posted() {
        return posted;
    }

    private synchronized Metered metered(@Nullable ChatReply reply, @Nullable Throwable failure) {
        return new Metered(reply, failure, cost, charge, estimated, standings);
    }
}
