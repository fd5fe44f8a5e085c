package io.cascadeflow.provider;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.Output;
import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.pricing.Usd;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one place where models are paid for. Before every attempt of a call its worst case is held on all budgets that apply;
 * whatever becomes of the attempt, the hold ends: settled at what it cost, at an estimate when the provider may have worked
 * and told no usage, or released when it cost nothing. Safe to share between threads; none waits.
 *
 * @param pricing what models cost
 * @param ledger where it is put on record
 * @param rules who pays, and what when the ledger fails
 * @param settlements puts ends of holds on the ledger, however often that takes
 * @param guard ends every call in time
 * @param clock the time
 * @param listener told of warnings and refusals
 */
public record Meter(
        Pricing pricing,
        BudgetLedger ledger,
        Rules rules,
        Settlements settlements,
        CallGuard guard,
        Clock clock,
        MeterListener listener) {

    /**
     * @param owner this node, in the ledger
     * @param failOpen whether calls are made without a hold while the ledger fails; they are put on record afterwards
     */
    public record Rules(String owner, boolean failOpen) {}

    /** A hold outlives its call's deadline by this, so that the end of a slow call still finds it. */
    static final Duration HOLD_GRACE = Duration.ofMinutes(1);

    /**
     * Asks, and pays. The stage never fails: what went wrong is in the result.
     *
     * @param maxTokens the most tokens to generate when the request does not say and a budget can refuse: it needs a bound
     */
    public CompletionStage<Metered> ask(
            ChatProvider provider, ModelId model, ChatCall call, Payer payer, int maxTokens) {
        ChatCall bounded;
        MeteredCall<ChatReply> metered;
        Redacted redacted;
        try {
            payer.permit(model);
            redacted = payer.redacted(call.request());
            bounded = bounded(redacted(call, redacted), payer, maxTokens);
            metered = new MeteredCall<>(
                    this, model, new ChatBilling(model.provider(), ledger.factors(), bounded, maxTokens), payer);
        } catch (RuntimeException deniedOrKeyMissing) {
            return CompletableFuture.completedFuture(Metered.unmade(deniedOrKeyMissing));
        }
        FirstPiece first = metered.firstPiece();
        ReplySink sink = bounded.sink();
        ChatCall timed = sink == null || !provider.streams() ? bounded : bounded.withSink(first.before(sink));
        ChatProvider paid = asked -> provider.triesAgain()
                ? provider.chat(asked.withAttempts(metered::make))
                : metered.make(() -> provider.chat(asked));
        CompletionStage<ChatReply> whole = guard.around(model.provider(), paid).chat(timed);
        return ended(
                told(whole, provider, sink),
                metered,
                (reply, failure) -> spent -> reply == null
                        ? Metered.of(null, failure, spent)
                        : given(redacted, redacted.restored(reply), failure, spent));
    }

    private static Metered given(Redacted redacted, ChatReply answer, @Nullable Throwable failure, Spent spent) {
        try {
            redacted.check(answer);
            return Metered.of(answer, failure, spent);
        } catch (ProviderException mustNot) {
            return Metered.of(null, mustNot, spent);
        }
    }

    /** With what the model is told. */
    private static ChatCall redacted(ChatCall call, Redacted redacted) {
        ReplySink sink = call.sink();
        return call.withRequest(redacted.request()).withSink(sink == null ? null : redacted.restoring(sink));
    }

    /**
     * Asks for vectors, and pays. The stage never fails: what went wrong is in the result.
     *
     * @param retry makes further attempts, each of them held and paid for
     * @throws io.cascadeflow.policy.PolicyDeniedException when the operator's rules do not allow it
     */
    public CompletionStage<MeteredEmbedding> embed(
            EmbeddingProvider provider, ModelId model, EmbeddingCall asked, Payer payer, Retry retry) {
        payer.permit(model);
        EmbeddingCall call = new EmbeddingCall(asked.model(), payer.redacted(asked.request()), asked.deadline());
        EmbeddingBilling billing = new EmbeddingBilling(call);
        MeteredCall<EmbeddingReply> metered = new MeteredCall<>(this, model, billing, payer);
        CompletableFuture<EmbeddingReply> vectors = guard.watched(
                model.toString(),
                call.deadline(),
                () -> retry.execute(() -> metered.make(() -> provider.embed(call)), call.deadline()));
        return ended(vectors, metered, (reply, failure) -> spent -> {
            EmbeddingReply told = reply == null ? null : reply.withUsage(billing.usage(reply));
            return new MeteredEmbedding(told, failure, spent);
        });
    }

    /** With what the call cost, once all of it is on the ledger. */
    private <R, M> CompletionStage<M> ended(
            CompletionStage<R> call,
            MeteredCall<R> metered,
            BiFunction<@Nullable R, @Nullable Throwable, Function<Spent, M>> result) {
        return call.handle((reply, failure) -> {
                    Throwable cause = failure == null ? null : Cancellation.unwrap(failure);
                    if (cause instanceof ProviderException error && !metered.wasMade()) {
                        listener.notAsked(metered.model(), error);
                    }
                    return metered.spent().thenApply(result.apply(reply, cause));
                })
                .thenCompose(ended -> ended);
    }

    /** A provider that can't stream has been paid for its answer in one piece before anybody is told. */
    private static CompletionStage<ChatReply> told(
            CompletionStage<ChatReply> reply, ChatProvider provider, @Nullable ReplySink sink) {
        return sink == null || provider.streams() ? reply : new StreamedWhole(reply.toCompletableFuture(), sink).told();
    }

    /**
     * Puts on record what was spent without being held: a model was asked by other means. All of it is overrun.
     *
     * @return never fails; how the accounts stand since, once it is on record or waits for the ledger
     */
    public CompletionStage<List<Standing>> spent(ModelId model, Usd amount, Payer payer) {
        return new ForeignCost(this, model, amount, payer).post();
    }

    /** The same meter with other prices. */
    public Meter withPricing(Pricing other) {
        return new Meter(other, ledger, rules, settlements, guard, clock, listener);
    }

    private ChatCall bounded(ChatCall call, Payer payer, int maxTokens) {
        ChatRequest request = call.request();
        Output output = request.output();
        boolean bounded = output.maxTokens() != null
                || payer.claims(clock.instant()).stream()
                        .noneMatch(claim -> claim.budget().isEnforced());
        return bounded ? call : call.withRequest(request.withOutput(output.withMaxTokens(maxTokens)));
    }
}
