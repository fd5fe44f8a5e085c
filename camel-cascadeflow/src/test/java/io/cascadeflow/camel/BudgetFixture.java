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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** A probe context with budgets. A question to {@code probe:m} costs 0.002 USD and may cost 0.041; {@code dear} ten times that. */
final class BudgetFixture implements AutoCloseable {

    private static final String MODELS = """
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
    final List<BudgetEvent> events = new CopyOnWriteArrayList<>();

    BudgetFixture(Path folder, String budgets) throws IOException {
        Path file = Files.writeString(folder.resolve("budgets.yaml"), MODELS + budgets);
        context = new ProbeContext(component -> component.setConfiguration("file:" + file));
        context.camel.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof BudgetEvent budgetEvent) {
                    events.add(budgetEvent);
                }
            }
        });
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

    /** The lines of all calls, without those of the self-test. */
    List<LedgerEntry> lines() {
        return ledger()
                .entries(
                        ProbeContext.NOW.minus(Duration.ofDays(1)),
                        ProbeContext.NOW.plus(Duration.ofDays(1)),
                        0,
                        100_000)
                .stream()
                .filter(entry -> !"self-test".equals(entry.call().facts().get("role")))
                .toList();
    }

    @Override
    public void close() {
        context.close();
    }
}
