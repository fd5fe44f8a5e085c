package io.cascadeflow.docs;

import static io.cascadeflow.camel.ConfidencePredicates.confidenceBelow;
import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;

import io.cascadeflow.camel.budget.BudgetAggregationStrategy;
import org.apache.camel.builder.RouteBuilder;

/** The routes that pages show, as they stand there. */
final class ShownRoutes {

    private ShownRoutes() {}

    // spotless:off

    /** Of docs/budgets.md. */
    static final class Budgets extends RouteBuilder {
        @Override
        public void configure() {
            cascade(from("direct:ask"))
                .budget("support")                                 // a budget by its name, or an amount: "0.05"
                .tier("small").acceptAbove(0.75).to("cascadeflow:ollama:llama3.2")
                .tier("large").to("cascadeflow:openai:gpt-4o?maxTokens=800")
              .end()
            ;
        }
    }

    /** Of docs/cascade.md. */
    static final class Cascade extends RouteBuilder {
        @Override
        public void configure() {
            // import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
            cascade(from("direct:ask"))
                .tier("small").acceptAbove(0.75).to("cascadeflow:ollama:llama3.2")
                .tier("large").to("cascadeflow:openai:gpt-4o")
              .end()
              .log("${header.CamelCascadeFlowTier} for ${header.CamelCascadeFlowTotalCost} USD");
        }
    }

    /** Of docs/cascade.md. */
    static final class Certified extends RouteBuilder {
        @Override
        public void configure() {
            cascade(from("direct:ask"))
                .gate("gates/support.json").maxRegret(0.02).atConfidence(0.95)
                .tier("small").to("cascadeflow:openai:gpt-4o-mini")
                .tier("large").to("cascadeflow:openai:gpt-4o")
              .end();
        }
    }

    /** Of docs/cascade.md. */
    static final class Worth extends RouteBuilder {
        @Override
        public void configure() {
            cascade(from("direct:ask"))
                .gate("gates/support.json").worth(0.05).worthOfSecond(0.001)
                .tier("small").to("cascadeflow:openai:gpt-4o-mini")
                .tier("large").to("cascadeflow:openai:gpt-4o")
              .end();
        }
    }

    /** Of docs/cascade.md. */
    static final class Skipping extends RouteBuilder {
        @Override
        public void configure() {
            cascade(from("direct:ask"))
                .gate("gates/support.json")
                .tier("small").acceptAbove(0.8).skipBelow("auto").to("cascadeflow:openai:gpt-4o-mini")
                .tier("large").to("cascadeflow:openai:gpt-4o")
              .end();
        }
    }

    /** Of docs/cascade.md. */
    static final class ByHand extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:ask")
            .to("cascadeflow:ollama:llama3.2")
            .choice().when(confidenceBelow(0.75)).to("cascadeflow:openai:gpt-4o").end()
            ;
        }
    }

    /** Of docs/failover.md. */
    static final class FailOver extends RouteBuilder {
        @Override
        public void configure() {
            cascade(from("direct:ask"))
                .tier("small").acceptAbove(0.75)
                    .to("cascadeflow:vllm:llama-3.1-8b?baseUrl=http://gpu1:8000/v1")
                    .orTo("cascadeflow:vllm:llama-3.1-8b?baseUrl=http://gpu2:8000/v1")
                .tier("large").order("cheapest").hedgeAfter("p95")
                    .to("cascadeflow:openai:gpt-4o")
                    .orTo("cascadeflow:azure:gpt-4o?baseUrl=https://my-resource.openai.azure.com")
              .end();
        }
    }

    /** Of docs/gate.md. */
    static final class Gate extends RouteBuilder {
        @Override
        public void configure() {
            cascade(from("direct:ask"))
                .gate("file:support.json").maxRegret(0.05)
                .tier("small").to("cascadeflow:vllm:mixtral-8x7b-instruct?baseUrl=http://gpu1:8000/v1")
                .tier("large").to("cascadeflow:openai:gpt-4-1106-preview")
              .end()
            ;
        }
    }

    /** Of docs/getting-started.md. */
    static final class Scripted extends RouteBuilder {
        @Override
        public void configure() {
            cascade(from("direct:ask"))
            .tier("small").acceptAbove(0.75).to("cascadeflow:scripted:small?source=classpath:answers.yaml")
            .tier("large").to("cascadeflow:openai:gpt-4o").end();
        }
    }

    /** Of docs/learning.md. */
    static final class Learning extends RouteBuilder {
        @Override
        public void configure() {
            cascade(from("direct:ask"))
                .gate("file:gates/support.json").auditShare(0.02).onDrift("stricter")
                .tier("small").acceptAbove(0.75).to("cascadeflow:openai:gpt-4o-mini")
                .tier("large").to("cascadeflow:openai:gpt-4o")
              .end()
            ;
        }
    }

    /** Of docs/learning.md. */
    static final class Feedback extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:thumbs")     // with the headers CamelCascadeFlowDecisionId and CamelCascadeFlowFeedback
                .to("cascadeflow:feedback")
                .log("${header.CamelCascadeFlowFeedbackResult}");
        }
    }

    /** Of docs/parts.md. */
    static final class Parts extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:document")
                .split(body().tokenize("\n\n"), new BudgetAggregationStrategy())
                    .to("cascadeflow:openai:gpt-4o-mini?budget=document")
                .end()
                .log("${header.CamelCascadeFlowPartsAnswered} answered, ${header.CamelCascadeFlowPartsNotSent} not sent");
        }
    }

    /** Of docs/signals.md. */
    static final class Judge extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:ask")
            .to("cascadeflow:openai:gpt-4o-mini?judge=RAW(cascadeflow:anthropic:claude-sonnet-4-5?temperature=0)")
            ;
        }
    }

    /** Of docs/signals.md. */
    static final class Passages extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:ask")
            .setHeader("CamelCascadeFlowPassages", method("search", "passagesFor"))   // a String, or a list or array of them
            .to("cascadeflow:openai:gpt-4o-mini");
        }
    }

    /** Of docs/streaming.md. */
    static final class Streaming extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:ask")
                .to("cascadeflow:openai:gpt-4o-mini?streaming=true")
                .split(body()).streaming()
                    .to("websocket:answers")
                .end();
        }
    }

    /** Of docs/streaming.md. */
    static final class StreamedCascade extends RouteBuilder {
        @Override
        public void configure() {
            cascade(from("direct:ask")).streaming()                 // or cascadeflow:cascade:support?streaming=true
                .gate("gates/support.json")
                .tier("small").acceptAbove(0.75).to("cascadeflow:ollama:llama3.2")
                .tier("large").to("cascadeflow:openai:gpt-4o")
              .end();
        }
    }
    // spotless:on
}
