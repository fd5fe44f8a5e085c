package com.example;

import io.cascadeflow.agent.Risk;
import io.cascadeflow.agent.Tool;
import io.cascadeflow.camel.agent.OfferedTool;
import io.cascadeflow.camel.agent.ToolException;
import io.cascadeflow.camel.agent.ToolSource;
import io.cascadeflow.camel.agent.ToolUse;
import io.cascadeflow.model.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tools that are neither routes nor methods with annotations. */
public final class OrderTools implements ToolSource {

    private static final String SCHEMA = """
            {"type": "object", "properties": {"orderId": {"type": "string"}}, "required": ["orderId"],
             "additionalProperties": false}
            """;

    private final Map<String, String> orders;

    public OrderTools(Map<String, String> orders) {
        this.orders = Map.copyOf(orders);
    }

    @Override
    public List<OfferedTool> tools() {
        ToolSpec spec = new ToolSpec("order_state", "Tells the state of an order", SCHEMA, null);
        return List.of(new OfferedTool(
                new Tool(spec, Risk.LOW, false, true, Tool.TIMEOUT, Tool.MOST_CHARACTERS), this::state));
    }

    private CompletionStage<Object> state(ToolUse use) {
        String order = use.arguments().path("orderId").asText();
        String state = orders.get(order);
        if (state == null) {
            // for the model, which learns nothing of other exceptions
            throw new ToolException("there is no order " + order);
        }
        return CompletableFuture.completedFuture(Map.of("order", order, "state", state)); // told as JSON
    }
}
