package io.cascadeflow.examples.batch;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.camel.budget.BudgetAggregationStrategy;
import java.util.concurrent.ExecutorService;
import org.apache.camel.builder.RouteBuilder;

/** Each question of the batch through a cascade, some at once; a spent budget ends it. */
final class BatchRoute extends RouteBuilder {

    private final ExecutorService threads;
    private final Answers answers;
    private final Runnable afterEach;

    BatchRoute(ExecutorService threads, Answers answers, Runnable afterEach) {
        this.threads = threads;
        this.answers = answers;
        this.afterEach = afterEach;
    }

    @Override
    public void configure() {
        // spotless:off tag::route[]
        onException(BudgetExceededException.class).logExhausted(false);

        from("direct:batch")
            .split(body(), new BudgetAggregationStrategy()).streaming().parallelProcessing().executorService(threads)
                .setProperty("id", simple("${body.id}"))
                .setBody(simple("${body.question}"))
                // a thread waits for each, so that no more are under way than there are threads
                .to("direct:question?synchronous=true")
                .process(answered -> answers.add(
                        answered.getProperty("id", String.class),
                        answered.getMessage().getBody(String.class),
                        answered.getMessage().getHeader("CamelCascadeFlowTier", String.class),
                        answered.getMessage().getHeader("CamelCascadeFlowTotalCost", String.class)))
                .process(answered -> afterEach.run())
            .end();

        cascade(from("direct:question").errorHandler(noErrorHandler()))
            .tier("small").acceptAbove(0.75).to("{{batch.small}}")
            .tier("large").to("{{batch.large}}");
        // spotless:on end::route[]
    }
}
