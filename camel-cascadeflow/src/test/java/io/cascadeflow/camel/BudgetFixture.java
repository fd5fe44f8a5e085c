package io.cascadeflow.camel;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.camel.budget.BudgetEvent;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** A probe context with budgets. A question to {@code probe:m} costs 0.002 USD and may cost 0.041; {@code dear} ten times that. */
final class BudgetFixture implements AutoCloseable {

    /** Prices, and a cascade {@code support} that is the last key: what follows may be indented under it. */
    static final String MODELS = """
            models:
              "probe:m": {input: 1, output: 10}
              "probe:dear": {input: 10, output: 100}
              "compatible:m": {input: 1, output: 10}
              "recorded:m": {input: 1, output: 10}
            cascades:
              support:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear"}
            """;

    final ProbeContext context;
    final List<BudgetEvent> events;

    BudgetFixture(Path folder, String budgets) throws IOException {
        Path file = Files.writeString(folder.resolve("budgets.yaml"), MODELS + budgets);
        context = new ProbeContext(component -> component.setConfiguration("file:" + file));
        events = context.events(BudgetEvent.class);
    }

    /** With a further cascade, indented as in the file, or further keys, and money for everything. */
    static BudgetFixture withCascade(Path folder, String cascade) throws IOException {
        return new BudgetFixture(
                folder, cascade + "ledger: {memory: true}\nbudgets: [{name: company, limit: 99, window: day}]\n");
    }

    static BudgetFixture inMemory(Path folder, String... budgets) throws IOException {
        return new BudgetFixture(
                folder, "ledger: {memory: true}\nbudgets:\n  - {" + String.join("}\n  - {", budgets) + "}\n");
    }

    void routes(RouteBuilder routes) throws Exception {
        context.camel.addRoutes(routes);
    }

    CascadeFlowBudgets budgets() {
        return CascadeFlowBudgets.in(context.camel);
    }

    BudgetLedger ledger() {
        return budgets().ledger();
    }

    Standing standing(String budget) {
        return standing(budget, Map.of());
    }

    Standing standing(String budget, Map<String, String> facts) {
        return budgets().standing(budget, facts);
    }

    Usd settled(String budget) {
        return standing(budget).balance().settled().usd();
    }

    List<LedgerEntry> lines() {
        return context.lines();
    }

    @Override
    public void close() {
        context.close();
    }
}
