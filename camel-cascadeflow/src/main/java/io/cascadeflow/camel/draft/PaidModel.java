package io.cascadeflow.camel.draft;

import io.cascadeflow.camel.budget.Payers;
import io.cascadeflow.camel.budget.Payers.ExchangePayer;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.Meter;
import io.cascadeflow.provider.Metered;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/**
 * A model, and how calls of it are paid for.
 *
 * @param budgets the budgets that the endpoint names
 * @param maxTokens the longest answer when a budget applies and nothing else says
 */
public record PaidModel(
        ModelId id, ChatProvider provider, Meter meter, Payers payers, List<String> budgets, int maxTokens) {

    public PaidModel {
        budgets = List.copyOf(budgets);
    }

    /** The same, its calls cancelled when {@code stop} completes. */
    PaidModel stoppedBy(CompletableFuture<?> stop) {
        return new PaidModel(id, new Stoppable(provider, stop), meter, payers, budgets, maxTokens);
    }

    /** Who pays for all calls that this pass of the exchange makes. */
    public ExchangePayer payer(Exchange exchange) {
        return payers.payer(exchange, id.toString(), id, budgets);
    }

    /** Asks, and pays. The stage never fails: what went wrong is in the result. */
    CompletionStage<Metered> ask(ChatCall call, ExchangePayer payer) {
        return meter.ask(provider, id, call, payer, maxTokens);
    }

    /** The same; {@code sent} is told before each attempt, once the budgets have let it through. */
    CompletionStage<Metered> ask(ChatCall call, ExchangePayer payer, Runnable sent) {
        return meter.ask(new Announced(provider, sent), id, call, payer, maxTokens);
    }
}
