package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cascadeflow.camel.eip.CascadeDefinition;
import io.cascadeflow.cascade.Decision;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of real routes with budgets. One {@link BudgetFixture} is open at a time, and closed after the test. */
class RouteFixture {

    static final String M = "cascadeflow:probe:m";
    static final String DEAR = "cascadeflow:probe:dear";

    private static final String ASKING = """
            - route:
                id: asking
                from:
                  uri: direct:in
                  steps:
                    - cascade:
            """;

    @TempDir
    Path folder;

    private @Nullable BudgetFixture opened;

    BudgetFixture opened(BudgetFixture fixture) {
        close();
        opened = fixture;
        return fixture;
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }

    /** A route {@code asking} from {@code direct:in} with a cascade {@code ladder}. */
    static RouteBuilder ladder(Consumer<CascadeDefinition> cascade) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                cascade.accept(cascade(from("direct:in").routeId("asking")).id("ladder"));
            }
        };
    }

    /** What is wrong with the cascade, said when its route starts. */
    Throwable complaintAbout(Consumer<CascadeDefinition> cascade) throws Exception {
        BudgetFixture with = opened(BudgetFixture.withCascade(folder, ""));
        Throwable cause = catchThrowable(() -> with.routes(ladder(cascade)));
        assertThat(cause).isNotNull();
        while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    static @Nullable Object header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Double> signals(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return (Map<String, Double>) Objects.requireNonNull(header(exchange, CascadeFlowConstants.SIGNALS));
    }

    static Decision decision(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return Traces.of(exchange).get(0);
    }

    /**
     * Loads the route {@code asking} in YAML, and again what it is dumped to, as YAML and as XML: each has to do the same.
     *
     * @param cascade the options and tiers of its cascade, in YAML
     * @param inXml what the dump as XML has in it
     */
    static void assertSurvivesDumps(
            BudgetFixture with, String cascade, ThrowingConsumer<BudgetFixture> does, String... inXml)
            throws Exception {
        load(with, "route.yaml", ASKING + cascade.indent(12));
        does.accept(with);
        ModelCamelContext model = (ModelCamelContext) with.context.camel;
        String yaml = PluginHelper.getModelToYAMLDumper(model)
                .dumpModelAsYaml(model, model.getRouteDefinition("asking"), false, false, false, false);
        String xml = PluginHelper.getModelToXMLDumper(model)
                .dumpModelAsXml(model, model.getRouteDefinition("asking"), false, false, false);
        assertThat(xml).contains(inXml);
        reload(with, "dump.yaml", yaml);
        does.accept(with);
        reload(with, "dump.xml", xml);
        does.accept(with);
    }

    private static void reload(BudgetFixture with, String name, String text) throws Exception {
        with.context.camel.getRouteController().stopRoute("asking");
        with.context.camel.removeRoute("asking");
        load(with, name, text);
    }

    private static void load(BudgetFixture with, String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(Objects.requireNonNull(with.context.camel))
                .loadRoutes(ResourceHelper.fromString(name, text));
    }
}
