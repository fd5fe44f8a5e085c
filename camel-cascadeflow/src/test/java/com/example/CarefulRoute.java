package com.example;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.provider.ProviderException;
import org.apache.camel.builder.RouteBuilder;

/** What a route does when there is no answer. */
public final class CarefulRoute extends RouteBuilder {

    @Override
    public void configure() {
        // spotless:off
        onException(BudgetExceededException.class)                    // nothing was asked beyond the budget
            .handled(true)
            .setBody(constant("Ask again tomorrow."));
        onException(PolicyDeniedException.class)                      // nothing was asked
            .handled(true)
            .setBody(constant("This may not be asked."));
        onException(AnswerRejectedException.class)                    // what was tried is in CamelCascadeFlowTotalCost
            .handled(true)
            .setBody(constant("Somebody will look at it."))
            .to("seda:people?waitForTaskToComplete=Never");
        onException(ProviderException.class)                          // of an endpoint outside of a cascade, retries made
            .onWhen(simple("${exception.isTransient}"))
            .handled(true)
            .setBody(constant("Ask again in a moment."));

        cascade(from("direct:careful"))
            .tier("small").acceptAbove(0.75).to("cascadeflow:openai:gpt-4o-mini")
            .tier("large").acceptAbove(0.75).to("cascadeflow:openai:gpt-4o")
          .end();

        from("direct:plain").to("cascadeflow:openai:gpt-4o-mini");
        // spotless:on
    }
}
