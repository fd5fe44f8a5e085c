package io.cascadeflow.examples.toolagent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;

/** Two tools, somebody who consents, and the agent. */
final class HelpdeskRoutes extends RouteBuilder {

    private static final Map<String, Integer> PRICES = Map.of("A-7", 40, "A-13", 900);

    /** What was paid back. */
    final List<String> paid = new CopyOnWriteArrayList<>();

    @Override
    public void configure() {
        // spotless:off tag::route[]
        from("cascadeflow:tool:find_order?description=Finds an order by its number"
                + "&parameter.orderId=string&risk=low&idempotent=true")
            .setBody(exchange -> {
                Object order = exchange.getMessage().getBody(Map.class).get("orderId");
                return Map.of("order", order, "usd", PRICES.getOrDefault(order, 0));
            });

        from("cascadeflow:tool:refund?description=Pays back what an order cost"
                + "&parameter.orderId=string&risk=high")
            .process(exchange -> paid.add("" + exchange.getMessage().getBody(Map.class).get("orderId")))
            .setBody(constant("paid back"));

        // a person would be asked here: by mail, in a chat, in a form; this one consents to small amounts
        from("direct:approve")
            .setBody(exchange -> exchange.getMessage().getBody(Map.class).get("arguments") instanceof Map<?, ?> arguments
                && PRICES.getOrDefault(arguments.get("orderId"), 0) <= 100);

        from("direct:ask")
            .to("cascadeflow:agent:helpdesk?cascade=support&tools=find_order,refund&confirm=direct:approve"
                + "&maxToolCalls=8&budget=0.50");
        // spotless:on end::route[]
    }
}
