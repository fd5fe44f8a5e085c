package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.camel.eip.CascadeDefinition;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.replay.FitRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A draft goes on exactly where that is worth the next answer's price. */
class WorthInRoutesTest {

    private static final double PRICE = 0.002;

    private static final String SHORT = MadeUp.question(17, 25, false);
    private static final String LONG = MadeUp.question(17, 25, true);

    @TempDir
    private static Path shared;

    private static @Nullable FittedProfile fitted;

    @TempDir
    private Path folder;

    private String profile = "";
    private @Nullable BudgetFixture fixture;

    @BeforeAll
    static void fit() throws Exception {
        fitted = MadeUp.profile(shared, new FitRun.Costs(0.1, PRICE));
    }

    @BeforeEach
    void write() {
        profile = FittedGates.write(folder, "made-up.json", Objects.requireNonNull(fitted));
    }

    @AfterEach
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private BudgetFixture with(String cascade) throws Exception {
        fixture = BudgetFixture.withCascade(folder, cascade);
        fixture.context.probe.answers(call -> CompletableFuture.completedFuture(ProbeProvider.reply(
                MadeUp.answer(17, 25, call.request().question().length() < 100))));
        return fixture;
    }

    private BudgetFixture with(Consumer<CascadeDefinition> options) throws Exception {
        BudgetFixture with = with("");
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                CascadeDefinition ladder =
                        cascade(from("direct:in").routeId("asking")).id("ladder");
                options.accept(ladder.gate(profile));
                ladder.tier("small").to("cascadeflow:probe:m").tier("large").to("cascadeflow:probe:dear");
            }
        });
        return with;
    }

    @ParameterizedTest
    @CsvSource({
        // long questions are answered wrongly nearly always: that is worth one large answer, if an answer is worth more
        "0.05, small, small>large",
        // the large answer costs more than any answer is worth
        "0.001, small, small",
        // it costs nearly as much: the large model is right where the draft is not, so that still pays
        "0.0025, small, small>large",
    })
    void theWorthOfAnAnswerDecidesWhetherToGoOn(String worth, String easy, String hard) throws Exception {
        BudgetFixture with = with(cascade -> cascade.worth(worth));

        assertThat(tiers(with, SHORT)).isEqualTo(easy);
        assertThat(tiers(with, LONG)).isEqualTo(hard);
    }

    @Test
    void theTraceTellsWhatWasWeighed() throws Exception {
        BudgetFixture with = with(cascade -> cascade.worth(0.05));

        assertThat(decision(with, LONG).attempts().get(0).reason().text())
                .contains("a right answer is worth 0.05 USD, by gate 'made-up'");
    }

    @Test
    void aWrittenThresholdHoldsBesideIt() throws Exception {
        BudgetFixture with = with("");
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:in"))
                        .gate(profile)
                        .worth(0.001)
                        .tier("small")
                        .acceptAbove(0.5)
                        .to("cascadeflow:probe:m")
                        .tier("large")
                        .to("cascadeflow:probe:dear");
            }
        });

        assertThat(tiers(with, LONG)).isEqualTo("small>large");
    }

    @Test
    void theConfigurationSaysTheSame() throws Exception {
        BudgetFixture with = with("""
              valued:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m"}
                  - {name: large, uri: "cascadeflow:probe:dear"}
                gate: {profile: "%s", worth: 0.05}
            """.formatted(profile));

        assertThat(tiers(with.context.ask("cascadeflow:cascade:valued", SHORT))).isEqualTo("small");
        assertThat(tiers(with.context.ask("cascadeflow:cascade:valued", LONG))).isEqualTo("small>large");
    }

    @Test
    void itIsReadFromYamlAndXmlAndSurvivesDumps() throws Exception {
        BudgetFixture with = with("");
        load(with, "r.yaml", """
                - route:
                    id: asking
                    from:
                      uri: direct:in
                      steps:
                        - cascade:
                            gate: "%s"
                            worth: "{{worth:0.05}}"
                            worthOfSecond: 0
                            tiers:
                              - {name: small, steps: [{to: "cascadeflow:probe:m"}]}
                              - {name: large, steps: [{to: "cascadeflow:probe:dear"}]}
                """.formatted(profile));
        assertThat(tiers(with, LONG)).isEqualTo("small>large");
        ModelCamelContext model = (ModelCamelContext) with.context.camel;
        String yaml = PluginHelper.getModelToYAMLDumper(model)
                .dumpModelAsYaml(model, model.getRouteDefinition("asking"), false, false, false, false);
        String xml = PluginHelper.getModelToXMLDumper(model)
                .dumpModelAsXml(model, model.getRouteDefinition("asking"), false, false, false);
        assertThat(xml).contains("worth=\"{{worth:0.05}}\"", "worthOfSecond=\"0\"");

        for (List<String> dump : List.of(List.of("d.yaml", yaml), List.of("d.xml", xml))) {
            with.context.camel.getRouteController().stopRoute("asking");
            with.context.camel.removeRoute("asking");
            load(with, dump.get(0), dump.get(1));
            assertThat(tiers(with, LONG)).isEqualTo("small>large");
            assertThat(tiers(with, SHORT)).isEqualTo("small");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | | worth is 0.0",
                "much | | worth is 'much'",
                "0.05 | -1 | worthOfSecond is -1.0",
                "0.05 | 0.01 | latencyMs",
                " | 0.01 | write worth as well",
            })
    void nonsenseIsRefusedAtStart(@Nullable String worth, @Nullable String second, String why) {
        assertThatThrownBy(() -> with(cascade -> {
                    cascade.setWorth(worth);
                    cascade.setWorthOfSecond(second);
                }))
                .hasStackTraceContaining(why);
    }

    @Test
    void withoutAFittedGateThereIsNothingToWeigh() {
        assertThatThrownBy(() -> with("").routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        cascade(from("direct:in"))
                                .worth(0.05)
                                .tier("small")
                                .to("cascadeflow:probe:m")
                                .tier("large")
                                .to("cascadeflow:probe:dear");
                    }
                }))
                .hasStackTraceContaining("tier 'small': worth needs a gate with a fitted profile; name it by gate");
    }

    private static Decision decision(BudgetFixture with, String question) {
        Exchange exchange = with.context.ask("direct:in", question);
        assertThat(exchange.getException()).isNull();
        return Traces.of(exchange).get(0);
    }

    private static @Nullable Object tiers(BudgetFixture with, String question) {
        return tiers(with.context.ask("direct:in", question));
    }

    private static @Nullable Object tiers(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(CascadeFlowConstants.TIERS);
    }

    private static void load(BudgetFixture with, String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(Objects.requireNonNull(with.context.camel))
                .loadRoutes(ResourceHelper.fromString(name, text));
    }
}
