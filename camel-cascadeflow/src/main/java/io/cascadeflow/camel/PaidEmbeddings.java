package io.cascadeflow.camel;

import io.cascadeflow.camel.budget.Need;
import io.cascadeflow.camel.budget.Payers;
import io.cascadeflow.camel.budget.Payers.ExchangePayer;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.EmbeddingCall;
import io.cascadeflow.provider.EmbeddingProvider;
import io.cascadeflow.provider.MeteredEmbedding;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** A model that makes vectors, and how calls of it are paid for. Thread-safe; no thread waits. */
public final class PaidEmbeddings {

    private static final String DIMENSIONS = "dimensions";

    private final ModelId id;
    private final EmbeddingProvider provider;
    private final Retry retry;
    private final Supplier<Payers> payers;
    private final Need need;
    private final Duration timeout;

    /**
     * @param payers who pays for calls that begin now
     * @param need the model's price, and the budgets that the endpoint names
     * @param timeout the longest call
     */
    PaidEmbeddings(
            ModelId id, EmbeddingProvider provider, Retry retry, Supplier<Payers> payers, Need need, Duration timeout) {
        this.id = id;
        this.provider = provider;
        this.retry = retry;
        this.payers = payers;
        this.need = need;
        this.timeout = timeout;
    }

    public ModelId id() {
        return id;
    }

    /**
     * Asks, and pays on the budgets that apply to {@code exchange}, until its deadline, unless it is stopped. The stage never fails:
     * what went wrong is in the result, where a {@link FieldException} names what this model does not honour.
     *
     * @throws FieldException when this model can't be asked so; nothing was held or sent
     */
    public CompletionStage<MeteredEmbedding> embed(Exchange exchange, EmbeddingRequest request) {
        if (request.dimensions() != null && !provider.honoursDimensions()) {
            throw notHonoured();
        }
        ExchangePayer payer = payers.get().payer(exchange, id.toString(), id, need.budgets());
        Instant now = payer.meter().clock().instant();
        EmbeddingCall call = new EmbeddingCall(id.name(), request, deadline(exchange, now));
        CompletableFuture<?> stop = exchange.getProperty(CascadeFlowProperties.STOP, CompletableFuture.class);
        return payer.meter()
                .embed(stop == null ? provider : stoppedBy(stop), id, call, payer, retry)
                .thenApply(this::named);
    }

    private Instant deadline(Exchange exchange, Instant now) {
        Instant asked = Deadlines.at(exchange.getMessage().getHeader(CascadeFlowConstants.DEADLINE), now);
        Instant latest = now.plus(timeout);
        return asked != null && asked.isBefore(latest) ? asked : latest;
    }

    /** What is given up before it is sent costs nothing. */
    private EmbeddingProvider stoppedBy(CompletableFuture<?> stop) {
        return call -> {
            if (stop.isDone()) {
                return CompletableFuture.failedFuture(
                        new ProviderException(Kind.CANCELLED, id + " CANCELLED: the caller gave it up")
                                .withUsage(TokenUsage.of(0, 0)));
            }
            CompletableFuture<EmbeddingReply> reply = provider.embed(call).toCompletableFuture();
            stop.whenComplete((nothing, failure) -> reply.cancel(true));
            return reply;
        };
    }

    private MeteredEmbedding named(MeteredEmbedding result) {
        boolean refused = result.failure() instanceof ProviderException error && DIMENSIONS.equals(error.parameter());
        return refused ? new MeteredEmbedding(null, notHonoured(), result.spent()) : result;
    }

    private FieldException notHonoured() {
        return new FieldException(
                DIMENSIONS,
                "dimensions is not to be had from %s so; leave it out, or ask for a length that it has".formatted(id));
    }
}
