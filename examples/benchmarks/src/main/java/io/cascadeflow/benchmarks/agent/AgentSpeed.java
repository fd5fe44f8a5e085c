package io.cascadeflow.benchmarks.agent;

import com.sun.management.OperatingSystemMXBean;
import io.cascadeflow.benchmarks.measure.Spread;
import io.cascadeflow.benchmarks.measure.TemporaryFolder;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a step of an agent costs. */
@Command(
        name = "agent",
        description = {
            "Measures processor time per step of an agent, all threads of the JVM included: its model answers at once, its tools",
            "are routes that set a body. Each step is a decision of a cascade on a budget, with the ledger in memory; the",
            "conversation grows from step to step. Fails when the median is above one millisecond."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class AgentSpeed implements Callable<Integer> {

    private static final double MOST_MICROS = 1_000;
    private static final double MICROS = 1_000;

    private static final String CONFIGURATION = """
            models: {"eager:m": {input: 0.15, output: 0.60}}
            cascades: {support: {tiers: [{name: only, uri: "cascadeflow:eager:m?maxTokens=100"}]}}
            budgets: [{name: company, limit: 1000000, window: day}]
            ledger: {memory: true}
            """;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Option(names = "--rounds", defaultValue = "9", description = "Rounds that count, after as many as warm up.")
    private int rounds;

    @Option(names = "--runs", defaultValue = "60", description = "Of the agent, in a round.")
    private int runs;

    @Option(names = "--steps", defaultValue = "20", description = "Of each run.")
    private int steps;

    @Option(names = "--tools", defaultValue = "3", description = "That each step but the last calls at once.")
    private int tools;

    @Override
    public Integer call() throws Exception {
        try (TemporaryFolder temporary = TemporaryFolder.create();
                CamelContext camel = new DefaultCamelContext()) {
            Path file = Files.writeString(temporary.path().resolve("agent.yaml"), CONFIGURATION);
            camel.getRegistry().bind("eager", new EagerModel(steps, tools));
            camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("file:" + file);
            camel.addRoutes(routes());
            camel.start();
            FluentProducerTemplate template = camel.createFluentProducerTemplate();
            measure(template);
            return report(Spread.of(measure(template)));
        }
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("cascadeflow:tool:look_up?description=Looks up an order&risk=low&idempotent=true"
                                + "&parameter.order=string&parameter.lines=integer")
                        .setBody(simple("order ${body[order]}: one lamp, 40 EUR, delivered"));
                from("direct:ask")
                        .to("cascadeflow:agent:speed?cascade=support&tools=look_up&maxSteps=%d&maxToolCalls=%d"
                                .formatted(steps, steps * tools));
            }
        };
    }

    private List<Double> measure(FluentProducerTemplate template) {
        List<Double> micros = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long before = system.getProcessCpuTime();
            for (int run = 0; run < runs; run++) {
                ask(template);
            }
            micros.add((system.getProcessCpuTime() - before) / MICROS / (runs * steps));
        }
        return micros;
    }

    private void ask(FluentProducerTemplate template) {
        Exchange done =
                template.to("direct:ask").withBody("Where are my orders?").send();
        Object asked = done.getMessage().getHeader(CascadeFlowConstants.AGENT_STEPS);
        Object called = done.getMessage().getHeader(CascadeFlowConstants.TOOL_CALLS);
        if (done.getException() != null
                || !Integer.valueOf(steps).equals(asked)
                || !Integer.valueOf((steps - 1) * tools).equals(called)) {
            throw new IllegalStateException("%s steps, %s calls".formatted(asked, called), done.getException());
        }
    }

    private static int report(Spread spread) {
        System.out.printf(
                "%.0f (%.0f to %.0f) microseconds of processor time per step%n",
                spread.median(), spread.least(), spread.most());
        return spread.median() <= MOST_MICROS ? 0 : 1;
    }
}
