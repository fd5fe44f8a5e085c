package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a route says the answer should rest on is what the ground signals compare it with. */
class PassagesTest {

    private static final String QUESTION = "How long and how high is the bridge?";
    private static final List<String> BRIDGE =
            List.of("The bridge was opened in 1937.", " ", "It is 2737 metres long, its towers are 227 metres high.");

    private final ProbeContext context = new ProbeContext();

    @BeforeEach
    void route() throws Exception {
        context.probe.answers(ProbeProvider.reply("It is 2737 metres long and 450 metres high [2]."));
        context.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:model")
                        .setHeader(CascadeFlowConstants.PASSAGES)
                        .exchangeProperty("found")
                        .to("cascadeflow:probe:m");
                cascade(from("direct:endpoint"))
                        .tier("small")
                        .acceptAbove(0.99)
                        .to("cascadeflow:probe:m")
                        .tier("large")
                        .to("cascadeflow:probe:dear")
                        .end();
                cascade(from("direct:bean"))
                        .tier("only")
                        .setBody(constant("It is 2737 metres long and 450 metres high [2]."))
                        .end();
            }
        });
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private Map<String, Double> signals(String uri, Map<String, Object> headers) {
        return RouteFixture.signals(context.ask(uri, QUESTION, headers));
    }

    @Test
    void aNumberThatNoPassageNamesLowersTheShareOnEveryWayToAnAnswer() {
        for (String uri : List.of("cascadeflow:probe:m", "direct:endpoint", "direct:bean")) {
            assertThat(signals(uri, Map.of(CascadeFlowConstants.PASSAGES, BRIDGE)))
                    .as(uri)
                    .containsEntry("ground.numbers", 0.5)
                    .containsEntry("ground.citations", 1.0);
            assertThat(signals(uri, Map.of(CascadeFlowConstants.PASSAGES, BRIDGE + " The mast is 450 metres high.")))
                    .as(uri)
                    .containsEntry("ground.numbers", 1.0)
                    .containsEntry("ground.citations", 0.0);
            assertThat(signals(uri, Map.of())).as(uri).doesNotContainKey("ground.numbers");
        }
    }

    @Test
    void stepsOfTheRouteSupplyThem() throws Exception {
        Exchange exchange = new DefaultExchange(context.camel);
        exchange.setProperty("found", BRIDGE.toArray());
        exchange.getMessage().setBody(QUESTION);

        Exchange answered = context.camel.createProducerTemplate().send("direct:model", exchange);

        assertThat(RouteFixture.signals(answered)).containsEntry("ground.numbers", 0.5);
    }

    @Test
    void theyAreNotSent() {
        context.ask("cascadeflow:probe:m", QUESTION, Map.of(CascadeFlowConstants.PASSAGES, BRIDGE));

        ChatRequest sent = context.probe.lastRequest();
        assertThat(sent.messages())
                .singleElement()
                .satisfies(message -> assertThat(message.text()).isEqualTo(QUESTION));
    }

    private List<String> read(@Nullable Object header) {
        Exchange exchange = new DefaultExchange(context.camel);
        exchange.getMessage().setHeader(CascadeFlowConstants.PASSAGES, header);
        return Passages.of(exchange.getMessage());
    }

    @Test
    void oneOrSeveralOfAnyKindThatCamelTurnsIntoText() {
        assertThat(read("one")).containsExactly("one");
        assertThat(read(new String[] {"one", "two"})).containsExactly("one", "two");
        assertThat(read(Arrays.asList("one", null, "", "\n", new StringBuilder("two"), new byte[] {'3'})))
                .containsExactly("one", "two", "3");
        assertThat(read(Collections.unmodifiableSet(new TreeSet<>(List.of("b", "a")))))
                .containsExactly("a", "b");
        assertThat(read(List.of())).isEmpty();
        assertThat(read(null)).isEmpty();
    }

    @Test
    void whatIsBeyondTheBoundsIsNotLookedAt() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < Passages.MOST + 5; i++) {
            many.add("passage " + i);
        }
        assertThat(read(many)).isEqualTo(many.subList(0, Passages.MOST));

        String half = "x".repeat(Passages.MOST_CHARACTERS / 2 + 1);
        assertThat(read(List.of(half, half, "more")))
                .containsExactly(half, half.substring(2))
                .satisfies(taken -> assertThat(
                                taken.stream().mapToInt(String::length).sum())
                        .isEqualTo(Passages.MOST_CHARACTERS));
    }
}
