package io.cascadeflow.examples.budgetsplit;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.budget.BudgetAggregationStrategy;
import org.apache.camel.builder.RouteBuilder;

/** Splits a document into paragraphs and has each one summarised; all of them spend from the run's budget. */
final class SummaryRoute extends RouteBuilder {

    @Override
    public void configure() {
        // spotless:off tag::route[]
        // a spent budget is no fault: it ends the split, and needs no stack trace in the log
        onException(BudgetExceededException.class).logExhausted(false);

        from("direct:document")
            .setHeader(CascadeFlowConstants.RUN_ID, simple("${exchangeId}"))
            .split(body().tokenize("\n\n"), new BudgetAggregationStrategy())
                .to("direct:paragraph")
            .end()
            .log("${header.CamelCascadeFlowPartsAnswered} parts for ${header.CamelCascadeFlowTotalCost} USD");

        cascade(from("direct:paragraph").errorHandler(noErrorHandler()))
            .tier("small").acceptAbove(0.75).to("cascadeflow:scripted:small?source=classpath:summaries.yaml&maxTokens=60")
            .tier("large").to("cascadeflow:scripted:large?source=classpath:summaries.yaml&maxTokens=60");
        // spotless:on end::route[]
    }
}
