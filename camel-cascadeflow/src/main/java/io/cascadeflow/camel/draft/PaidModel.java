package io.cascadeflow.camel.draft;

import io.cascadeflow.camel.budget.Need;
import io.cascadeflow.camel.budget.Payers;
import io.cascadeflow.camel.budget.Payers.ExchangePayer;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.Metered;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * A model, and how calls of it are paid for.
 *
 * @param payers who pays for calls that begin now
 * @param need the model's price, and the budgets that the endpoint names
 * @param maxTokens the longest answer when a budget applies and nothing else says
 */
public record PaidModel(ModelId id, ChatProvider provider, Supplier<Payers> payers, Need need, int maxTokens) {

    /** The same, its calls cancelled when {@code stop} completes. */
    PaidModel stoppedBy(CompletableFuture<?> stop) {
        return new PaidModel(id, new Stoppable(provider, stop), payers, need, maxTokens);
    }

    /** Who pays for all calls that this pass of the exchange makes. */
    public ExchangePayer payer(Exchange exchange) {
        return payers.get().payer(exchange, id.toString(), id, need.budgets());
    }

    /** Asks, and pays. The stage never fails: what went wrong is in the result. */
    CompletionStage<Metered> ask(ChatCall call, ExchangePayer payer) {
        return payer.meter().ask(provider, id, call, payer, maxTokens);
    }

    /** The same; {@code sent} is told before each attempt, once the budgets have let it through. */
    CompletionStage<Metered> ask(ChatCall call, ExchangePayer payer, Runnable sent) {
        return payer.meter().ask(new Announced(provider, sent), id, call, payer, maxTokens);
    }
}
