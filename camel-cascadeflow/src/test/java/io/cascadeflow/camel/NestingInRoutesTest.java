package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.camel.eip.CascadeDefinition;
import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.cascade.Reason.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cascades that lead back to themselves: an error at the start where that is seen, else an end that is on record. */
@Timeout(60)
class NestingInRoutesTest {

    private static final String PRICES = """
            models:
              "probe:m": {input: 1, output: 10}
              "probe:dear": {input: 10, output: 100}
            ledger: {memory: true}
            """;

    @TempDir
    Path folder;

    private @Nullable ProbeContext context;

    private ProbeContext with(String further) throws Exception {
        Path file = Files.writeString(folder.resolve("nested.yaml"), PRICES + further);
        context = new ProbeContext(component -> component.setConfiguration("file:" + file));
        return context;
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: {tiers: [{name: t, uri: 'cascadeflow:cascade:a'}]}| cascades.a: this cascade asks itself: a > a; let one",
                "a: {tiers: [{name: s, uri: 'direct:x'}, {name: t, uri: 'cascadeflow:cascade:b?requestTimeout=5s'}]}, b: {tiers: [{name: t, uris: ['direct:x', 'cascadeflow:cascade:a']}]}| cascades.a: this cascade asks itself: a > b > a; let one",
                "z: {tiers: [{name: t, uri: 'cascadeflow:cascade:b'}]}, b: {tiers: [{name: t, uri: 'cascadeflow:cascade:c'}]}, c: {tiers: [{name: t, uri: 'cascadeflow://cascade:b'}]}| cascades.b: this cascade asks itself: b > c > b; let one",
            })
    void circlesInTheConfigurationAreToldOnceWithTheirPlace(String cascades, String message) {
        assertThatThrownBy(() -> with("cascades: {" + cascades + "}\n"))
                .hasStackTraceContaining("the cascadeflow configuration has 1 problem:")
                .hasStackTraceContaining(message);
    }

    @Test
    void aCascadeOfSeveralIsNoCircle() throws Exception {
        ProbeContext with = with("""
                cascades:
                  top: {tiers: [{name: one, uri: 'cascadeflow:cascade:left'}, {name: two, uri: 'cascadeflow:cascade:right'}]}
                  left: {tiers: [{name: t, uri: 'cascadeflow:cascade:leaf'}]}
                  right: {tiers: [{name: t, uri: 'cascadeflow:cascade:leaf'}]}
                  leaf: {tiers: [{name: t, uri: 'cascadeflow:probe:m'}]}
                """);
        assertThat(with.ask("cascadeflow:cascade:top", "?").getException()).isNull();
    }

    /** With tiers that are named on the spot, or by a judge. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: {tiers: [{name: t, uri: 'cascadeflow:cascade:spot?tiers=cascadeflow:cascade:a'}]}",
                "a: {tiers: [{name: t, uri: 'cascadeflow:probe:m?judge=RAW(cascadeflow:cascade:a)'}]}",
            })
    void otherCirclesAreToldWhenTheRouteStarts(String cascade) throws Exception {
        ProbeContext with = with("cascades: {" + cascade + "}\n");
        assertThatThrownBy(() -> with.camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").to("cascadeflow:cascade:a");
                    }
                }))
                .hasStackTraceContaining("asks itself: a > ")
                .hasStackTraceContaining("let one of their tiers ask something else");
        assertThat(with.probe.count()).isZero();
    }

    /** And the same again as soon as nothing is wrong. */
    @Test
    void whatWasRefusedLeavesNothingBehind() throws Exception {
        ProbeContext with = with(
                "cascades: {a: {tiers: [{name: t, uri: 'cascadeflow:cascade:spot?tiers=cascadeflow:cascade:a'}]}}\n");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> with.ask("cascadeflow:cascade:a", "?"))
                    .hasStackTraceContaining("asks itself: a > spot > a");
        }
        assertThat(with.ask("cascadeflow:cascade:b?tiers=probe:m", "?").getException())
                .isNull();
    }

    private void routes(ProbeContext with, Consumer<CascadeDefinition> tiers) throws Exception {
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                CascadeDefinition cascade = cascade(from("direct:in").errorHandler(noErrorHandler()));
                cascade.id("round");
                tiers.accept(cascade);
                from("direct:again").errorHandler(noErrorHandler()).toD("direct:${header.next}");
            }
        });
    }

    private static Decision outermost(Exchange exchange) {
        List<Decision> all = Traces.of(exchange);
        return all.get(all.size() - 1);
    }

    /** Several ways back, which would be tried one after the other, each with as many again. */
    @Test
    void aWayBackAtRunTimeEndsOnRecord() throws Exception {
        ProbeContext with = with("");
        routes(
                with,
                cascade -> cascade.tier("one")
                        .to("direct:again")
                        .tier("two")
                        .to("direct:again")
                        .tier("three")
                        .to("cascadeflow:probe:dear"));

        Exchange exchange = with.ask("direct:in", "?", Map.of("next", "in"));

        assertThat(exchange.getException())
                .isInstanceOf(AnswerRejectedException.class)
                .hasMessageContaining("11 cascades are nested, 10 may be: round > round > ")
                .hasMessageEndingWith("end the way that leads from a tier back to its cascade");
        assertThat(Traces.of(exchange)).hasSize(Nesting.DEEPEST + 1).allSatisfy(decision -> {
            assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(decision.reason().code()).isEqualTo(Code.NESTED);
        });
        assertThat(outermost(exchange).cascade()).isEqualTo("round");
        assertThat(with.probe.count()).isZero();
    }

    @Test
    void fromSeveralEndpointsOfATierTheNextIsNotTriedEither() throws Exception {
        ProbeContext with = with("""
                cascades: {a: {tiers: [{name: t, uris: ['direct:again', 'direct:again', 'cascadeflow:probe:m']}]}}
                """);
        routes(with, cascade -> cascade.tier("t").to("cascadeflow:cascade:a"));

        Exchange exchange = with.ask("direct:in", "?", Map.of("next", "in"));

        assertThat(outermost(exchange).reason().code()).isEqualTo(Code.NESTED);
        assertThat(with.probe.count()).isZero();
    }

    @Test
    void aJudgeThatLeadsBackEndsAsWell() throws Exception {
        ProbeContext with = with("");
        routes(with, cascade -> cascade.tier("t").to("cascadeflow:probe:m?judge=RAW(direct:again)"));

        Exchange exchange = with.ask("direct:in", "?", Map.of("next", "in"));

        // each judge fails, and each answer stands without its score
        assertThat(exchange.getException()).isNull();
        assertThat(with.probe.count()).isEqualTo(Nesting.DEEPEST);
    }

    @Test
    void whatIsNestedLessDeepIsAsked() throws Exception {
        ProbeContext with = with("");
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 1; i < Nesting.DEEPEST; i++) {
                    cascade(from("direct:in" + i)).tier("t").to("direct:in" + (i + 1));
                }
                cascade(from("direct:in" + Nesting.DEEPEST)).tier("t").to("cascadeflow:probe:m");
            }
        });
        for (int i = 0; i < 2; i++) {
            Exchange exchange = with.ask("direct:in1", "?");
            assertThat(exchange.getException()).isNull();
            assertThat(Traces.of(exchange)).hasSize(Nesting.DEEPEST);
        }
    }

    /** What runs in parallel is within the same cascades, and what comes after a cascade is not. */
    @Test
    void oneAfterTheOtherIsNotNested() throws Exception {
        ProbeContext with = with("");
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:many")
                        .loop(3 * Nesting.DEEPEST)
                        .to("cascadeflow:cascade:b?tiers=probe:m")
                        .end();
            }
        });
        assertThat(with.send("direct:many", "?").get(30, TimeUnit.SECONDS).getException())
                .isNull();
        assertThat(with.probe.count()).isEqualTo(3 * Nesting.DEEPEST);
    }
}
