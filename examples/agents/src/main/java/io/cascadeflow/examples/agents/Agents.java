package io.cascadeflow.examples.agents;

import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;

/** Has agents work on the same case with less and less money. Needs no key and no network. */
public final class Agents {

    private static final List<String> BUDGETS = List.of("0.02", "0.008", "0.001");

    private static final String CASE = """
            Where is my parcel P-7?
            Is invoice I-3 paid?
            Please refund invoice I-4.
            When are you open?
            And where is parcel P-9?""";

    private Agents() {}

    public static void main(String[] args) throws Exception {
        run(args.length == 0 ? BUDGETS : List.of(args), System.out);
    }

    /** @param budgets what may be spent on the case, in US dollars, one run each */
    static void run(List<String> budgets, PrintStream out) throws Exception {
        for (String budget : budgets) {
            run(budget, out);
        }
    }

    private static void run(String budget, PrintStream out) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().addInitialProperty("case.budget", budget);
            camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("classpath:agents.yaml");
            camel.addRoutes(new CaseRoutes());
            camel.start();
            Exchange done = camel.createFluentProducerTemplate()
                    .to("direct:case")
                    .withBody(CASE)
                    .send();
            print(budget, camel, done, out);
        }
    }

    private static void print(String budget, CamelContext camel, Exchange done, PrintStream out) {
        Message message = done.getMessage();
        String run = message.getHeader(CascadeFlowConstants.RUN_ID, String.class);
        CascadeFlowBudgets budgets = CascadeFlowBudgets.in(camel);
        Standing standing = budgets.standing("case", Map.of("run", run));
        List<LedgerEntry> calls =
                budgets.ledger().entries(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), 0, 1_000).stream()
                        .filter(entry -> run.equals(entry.call().facts().get("run")))
                        .toList();
        out.printf(
                "%s USD: %s parts answered, %s refused, %s not sent; %d calls, spent %s, left %s%n",
                budget,
                message.getHeader(CascadeFlowConstants.PARTS_ANSWERED),
                message.getHeader(CascadeFlowConstants.PARTS_REFUSED),
                message.getHeader(CascadeFlowConstants.PARTS_NOT_SENT),
                calls.size(),
                standing.balance().settled().usd(),
                standing.left());
        Object answer = done.getException() == null
                ? message.getBody()
                : done.getException().getMessage();
        out.println(String.valueOf(answer).indent(4).stripTrailing());
    }
}
