package com.example;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;

import org.apache.camel.builder.RouteBuilder;

public class Ask extends RouteBuilder {
    @Override
    public void configure() {
        cascade(from("direct:ask"))
                .tier("small")
                .acceptAbove(0.75)
                .to("cascadeflow:ollama:llama3.2")
                .tier("large")
                .to("cascadeflow:openai:gpt-4o")
                .end()
                .log("${header.CamelCascadeFlowTier} for ${header.CamelCascadeFlowTotalCost} USD");
    }
}
