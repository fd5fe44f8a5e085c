package io.cascadeflow.examples.budgetsplit;

import io.cascadeflow.budget.Standing;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** Summarises the same document three times, with less and less money. Needs no key and no network. */
public final class BudgetSplit {

    private static final List<String> BUDGETS = List.of("0.003", "0.0012", "0.0005");

    private BudgetSplit() {}

    public static void main(String[] args) throws Exception {
        run(args.length == 0 ? BUDGETS : List.of(args), System.out);
    }

    /** @param budgets what may be spent on the document, in US dollars, one run each */
    static void run(List<String> budgets, PrintStream out) throws Exception {
        out.printf("%10s %9s %8s %9s %14s %12s%n", "budget", "answered", "refused", "not sent", "cost in USD", "left");
        for (String budget : budgets) {
            row(budget, out);
        }
    }

    private static void row(String budget, PrintStream out) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().addInitialProperty("document.budget", budget);
            camel.getComponent("cascadeflow", CascadeFlowComponent.class)
                    .setConfiguration("classpath:budget-split.yaml");
            camel.addRoutes(new SummaryRoute());
            camel.start();
            Exchange summary = camel.createFluentProducerTemplate()
                    .to("direct:document")
                    .withBody(document())
                    .send();
            print(budget, summary, standing(camel, summary), out);
        }
    }

    private static Standing standing(CamelContext camel, Exchange summary) {
        String run = summary.getMessage().getHeader(CascadeFlowConstants.RUN_ID, String.class);
        return CascadeFlowBudgets.in(camel).standing("document", Map.of("run", run));
    }

    private static void print(String budget, Exchange summary, Standing standing, PrintStream out) {
        Message message = summary.getMessage();
        out.printf(
                "%10s %9s %8s %9s %14s %12s%n",
                budget,
                message.getHeader(CascadeFlowConstants.PARTS_ANSWERED),
                message.getHeader(CascadeFlowConstants.PARTS_REFUSED),
                message.getHeader(CascadeFlowConstants.PARTS_NOT_SENT),
                plain(message.getHeader(CascadeFlowConstants.TOTAL_COST, BigDecimal.class)),
                standing.left());
        Throwable failure = summary.getException();
        if (failure != null) {
            out.println("    " + failure.getMessage());
        }
    }

    private static String plain(@Nullable BigDecimal cost) {
        return cost == null ? "0" : cost.stripTrailingZeros().toPlainString();
    }

    private static String document() throws IOException {
        try (InputStream in = Objects.requireNonNull(BudgetSplit.class.getResourceAsStream("/document.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
