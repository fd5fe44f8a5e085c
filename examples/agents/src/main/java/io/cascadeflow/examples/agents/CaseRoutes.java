package io.cascadeflow.examples.agents;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.budget.BudgetAggregationStrategy;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;

/** Splits a case into its sentences; each goes to the agent that it is for, and all of them spend from the case's budget. */
final class CaseRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // spotless:off tag::route[]
        // a spent budget is no fault: it ends the split, and needs no stack trace in the log
        onException(BudgetExceededException.class).logExhausted(false);

        from("direct:case")
            .setHeader(CascadeFlowConstants.RUN_ID, simple("case-${exchangeId}"))
            .split(body().tokenize("\n"), linesOfAnswers())
                .parallelProcessing()
                .to("direct:part")
            .end();

        from("direct:part").errorHandler(noErrorHandler())
            .choice()
                .when(CaseRoutes::isNearlySpent)                          // by a metric
                    .to("cascadeflow:agent:clerk?cascade=clerk")
                .when(body().regex("(?is).*\\b(invoice|refund)\\b.*"))   // by rules
                    .to("cascadeflow:agent:billing?cascade=expert&tools=find_invoice&maxSteps=4")
                .when(body().regex("(?is).*\\b(parcel|order)\\b.*"))
                    .to("cascadeflow:agent:shipping?cascade=expert&tools=track,find_invoice&maxSteps=4")
                .otherwise()
                    .to("cascadeflow:agent:clerk?cascade=clerk");

        from("cascadeflow:tool:find_invoice?description=Finds an invoice&parameter.number=string&risk=low&idempotent=true")
            .setBody(simple("invoice ${body[number]}: 40 EUR, paid"));

        from("cascadeflow:tool:track?description=Says where a parcel is&parameter.parcel=string&risk=low&idempotent=true")
            .setBody(simple("parcel ${body[parcel]}: in Bern"));
        // spotless:on end::route[]
    }

    private static BudgetAggregationStrategy linesOfAnswers() {
        BudgetAggregationStrategy strategy = new BudgetAggregationStrategy();
        strategy.setDelegate(AggregationStrategies.string("\n"));
        return strategy;
    }

    private static boolean isNearlySpent(Exchange exchange) {
        String run = exchange.getMessage().getHeader(CascadeFlowConstants.RUN_ID, String.class);
        return CascadeFlowBudgets.in(exchange.getContext())
                        .standing("case", Map.of("run", run))
                        .usedShare()
                > 0.8;
    }
}
