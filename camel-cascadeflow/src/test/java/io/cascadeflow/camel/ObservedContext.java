package io.cascadeflow.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/** A probe context that is observed: with prices, a cascade {@code support}, budgets, and beans that a test binds before it starts. */
final class ObservedContext implements AutoCloseable {

    static final String BUDGETS = """
            ledger: {memory: true}
            budgets:
              - {name: company, limit: 99, window: day}
              - {name: customer, limit: 5, window: day, per: tenant}
            """;

    final ProbeContext context;

    /** @param beans by name, in the registry before the component starts */
    ObservedContext(Path folder, Map<String, Object> beans) throws IOException {
        this(folder, beans, BUDGETS);
    }

    ObservedContext(Path folder, Map<String, Object> beans, String more) throws IOException {
        Path file = Files.writeString(folder.resolve("observed.yaml"), BudgetFixture.MODELS + more);
        context = new ProbeContext(component -> {
            component.setConfiguration("file:" + file);
            beans.forEach(
                    (name, bean) -> component.getCamelContext().getRegistry().bind(name, bean));
        });
    }

    /** The tier small is sure enough of its answer. */
    Exchange accepted() {
        context.probe.answers(ProbeProvider.reply("Twenty-five and seventeen make forty-two."));
        return ask(Map.of("CamelCascadeFlowForceTier", "small"));
    }

    /** The tier small is not sure of such an answer, so the tier large answers. */
    Exchange escalated() {
        context.probe.answers(ProbeProvider.reply("4"));
        return ask(Map.of());
    }

    private Exchange ask(Map<String, Object> headers) {
        Map<String, Object> all = new HashMap<>(headers);
        all.put(CascadeFlowConstants.TENANT, "acme");
        return context.ask("cascadeflow:cascade:support", "17 + 25?", all);
    }

    @Override
    public void close() {
        context.close();
    }
}
