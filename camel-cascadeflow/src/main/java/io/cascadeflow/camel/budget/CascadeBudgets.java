package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.Standing;
import io.cascadeflow.camel.policy.Estimate;
import io.cascadeflow.camel.policy.ModelFigures;
import io.cascadeflow.camel.run.Runs;
import io.cascadeflow.pricing.Usd;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** What cascades need of budgets beside what their calls do by themselves. */
public interface CascadeBudgets {

    /** No budgets: amounts are accepted, names are not, and nothing is put on record. */
    CascadeBudgets NONE = new CascadeBudgets() {
        @Override
        public Need need(String place, List<String> references) {
            references.stream()
                    .filter(reference -> !BudgetReferences.isAmount(reference))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new IllegalArgumentException("%s: there is no budget '%s'".formatted(place, name));
                    });
            return new Need(place, references, null);
        }

        @Override
        public Spending enter(
                Exchange exchange,
                String cascade,
                String decision,
                Need need,
                Function<ModelFigures, Estimate> estimate) {
            return Spending.within(Spending.of(exchange), decision, null);
        }

        @Override
        public CompletionStage<List<Standing>> spent(Exchange exchange, String tier, Usd amount) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public Optional<Runs> runs() {
            return Optional.empty();
        }
    };

    /**
     * What a cascade needs, which it keeps: a changed configuration that has no such budget is rejected then.
     *
     * @throws IllegalArgumentException when a reference is neither an amount nor a budget that there is
     */
    Need need(String place, List<String> references);

    /**
     * What the calls of a cascade's decision are made under, the operator's rules among it.
     *
     * @param estimate tells what asking may cost
     */
    Spending enter(
            Exchange exchange, String cascade, String decision, Need need, Function<ModelFigures, Estimate> estimate);

    /**
     * Puts on record what a tier says that it cost beyond what the ledger knows of: its steps have asked a model by other
     * means than our endpoints. Nothing was held, so all of it is overrun.
     *
     * @return never fails; how the accounts stand since, once it is on record or waits for the ledger
     */
    CompletionStage<List<Standing>> spent(Exchange exchange, String tier, Usd amount);

    /** What asking may cost now. */
    default Estimate estimate(Function<ModelFigures, Estimate> estimate) {
        return Estimate.UNKNOWN;
    }

    /** What calls belong to; empty where nobody looks at that. */
    Optional<Runs> runs();
}
