package io.cascadeflow.examples.toolagent;

import io.cascadeflow.agent.AgentRecord;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowProperties;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** Asks the helpdesk, and shows what its agent did. Needs no key and no network. */
public final class ToolAgent {

    private static final List<String> QUESTIONS = List.of(
            "The lamp of order A-7 came broken. I want my money back.",
            "The piano of order A-13 is out of tune. I want my money back.",
            "What is your name?");

    private ToolAgent() {}

    public static void main(String[] args) throws Exception {
        run(args.length == 0 ? QUESTIONS : List.of(args), System.out);
    }

    /** @return what was paid back */
    static List<String> run(List<String> questions, PrintStream out) throws Exception {
        HelpdeskRoutes helpdesk = new HelpdeskRoutes();
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("classpath:helpdesk.yaml");
            camel.addRoutes(helpdesk);
            camel.start();
            for (String question : questions) {
                Exchange exchange = camel.createFluentProducerTemplate()
                        .to("direct:ask")
                        .withBody(question)
                        .send();
                print(question, exchange, out);
            }
        }
        return helpdesk.paid;
    }

    private static void print(String question, Exchange exchange, PrintStream out) {
        out.println("> " + question);
        AgentRecord record =
                Objects.requireNonNull(exchange.getProperty(CascadeFlowProperties.AGENT, AgentRecord.class));
        for (AgentRecord.Step step : record.steps()) {
            for (AgentRecord.Used call : step.calls()) {
                out.printf(
                        "    %-5s wants %-10s (%s): %s%n",
                        step.tier(), call.tool(), call.risk(), call.outcome().word());
            }
        }
        Throwable failure = exchange.getException();
        out.println("  " + (failure == null ? exchange.getMessage().getBody(String.class) : failure.getMessage()));
        out.printf(
                "  %s after %d steps, %s USD%n",
                record.reason().word(), record.steps().size(), record.cost());
    }
}
