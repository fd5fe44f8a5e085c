package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.camel.eip.CascadeDefinition;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A draft goes on exactly where that is worth the next answer's price. */
class WorthInRoutesTest extends MadeUpFixture {

    private BudgetFixture with(Consumer<CascadeDefinition> options) throws Exception {
        BudgetFixture with = with("");
        with.routes(ladder(cascade -> {
            options.accept(cascade.gate(profile));
            cascade.tier("small").to(M).tier("large").to(DEAR);
        }));
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

        assertThat(decision(with.context.ask("direct:in", LONG))
                        .attempts()
                        .get(0)
                        .reason()
                        .text())
                .contains("a right answer is worth 0.05 USD, by gate 'made-up'");
    }

    @Test
    void aWrittenThresholdHoldsBesideIt() throws Exception {
        BudgetFixture with = with("");
        with.routes(ladder(cascade -> cascade.gate(profile)
                .worth(0.001)
                .tier("small")
                .acceptAbove(0.5)
                .to(M)
                .tier("large")
                .to(DEAR)));

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
        String cascade = """
                gate: "%s"
                worth: "{{worth:0.05}}"
                worthOfSecond: 0
                tiers:
                  - {name: small, steps: [{to: "cascadeflow:probe:m"}]}
                  - {name: large, steps: [{to: "cascadeflow:probe:dear"}]}
                """.formatted(profile);

        assertSurvivesDumps(
                with(""), cascade, WorthInRoutesTest::assertWeighed, "worth=\"{{worth:0.05}}\"", "worthOfSecond=\"0\"");
    }

    private static void assertWeighed(BudgetFixture with) {
        assertThat(tiers(with, LONG)).isEqualTo("small>large");
        assertThat(tiers(with, SHORT)).isEqualTo("small");
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
    void withoutAFittedGateThereIsNothingToWeigh() throws Exception {
        assertThat(complaintAbout(cascade ->
                        cascade.worth(0.05).tier("small").to(M).tier("large").to(DEAR)))
                .hasMessageContaining("tier 'small': worth needs a gate with a fitted profile; name it by gate");
    }

    private static @Nullable Object tiers(BudgetFixture with, String question) {
        return tiers(with.context.ask("direct:in", question));
    }

    private static @Nullable Object tiers(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return header(exchange, CascadeFlowConstants.TIERS);
    }
}
