package io.cascadeflow.camel.stream;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.Traces;
import io.cascadeflow.camel.eip.CascadeDefinition;
import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Early;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.provider.FakeModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody sees what may be taken back, and the same draft gets the same decision as without streaming. */
@Timeout(60)
class CascadeStreamInRoutesTest {

    private static final String DRAFT = "I believe that it is perhaps forty one, or thereabouts.";
    private static final String ANSWER = "It is forty two, and there is no doubt about that at all.";
    private static final FakeModel SMALL = FakeModel.saying("small-2026", DRAFT);
    private static final FakeModel LARGE = FakeModel.saying("large-2026", ANSWER);
    private static final Duration PACE = Duration.ofMillis(50);

    private final StreamFixture fixture = new StreamFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void route(Consumer<CascadeDefinition> tiers) throws Exception {
        fixture.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                tiers.accept(cascade(from("direct:in").routeId("asking")).streaming());
            }
        });
    }

    private void ladder(String gate, String options) throws Exception {
        route(cascade -> cascade.tier("small")
                .gate(gate)
                .acceptAbove(0.5)
                .to(fixture.small(options))
                .tier("large")
                .to(fixture.large(options)));
    }

    private static List<String> pieces(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        List<String> pieces = new ArrayList<>();
        exchange.getMessage().getBody(ReplyStream.class).forEach(piece -> pieces.add((String) piece));
        return pieces;
    }

    private static Map<String, Object> headers(ReplyStream stream) throws Exception {
        return stream.headers().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel", "jdk", "vertx"})
    void ofARejectedDraftNothingIsSeen(String transport) throws Exception { // probe 88
        fixture.small.answer(SMALL::answer);
        fixture.large.answer(LARGE::answer);
        ladder("#unsure", "transport=" + transport);

        Exchange exchange = fixture.ask("direct:in", "What?");
        ReplyStream stream = exchange.getMessage().getBody(ReplyStream.class);

        assertThat(String.join("", pieces(exchange))).isEqualTo(ANSWER);
        assertThat(headers(stream))
                .containsEntry(CascadeFlowConstants.TIERS, "small>large")
                .containsEntry(CascadeFlowConstants.OUTCOME, "escalated");
    }

    @Test
    void anAcceptedDraftIsGivenPieceByPiece() throws Exception {
        fixture.small.answer(SMALL::answer);
        ladder("#sure", "");

        Exchange exchange = fixture.ask("direct:in", "What?");

        assertThat(pieces(exchange)).hasSizeGreaterThan(5).last().isEqualTo("thereabouts.");
        assertThat(fixture.large.requests()).isEmpty();
    }

    @Test
    void theLastTiersAnswerIsSeenAsItComes() throws Exception {
        fixture.small.answer(SMALL::answer);
        fixture.large.answer(LARGE.every(Duration.ofMillis(300))::answer);
        ladder("#unsure", "");

        ReplyStream stream = fixture.ask("direct:in", "What?").getMessage().getBody(ReplyStream.class);

        assertThat(stream.headers().toCompletableFuture()).isNotDone();
        assertThat(stream.iterator().next().toString()).startsWith("I");
        assertThat(stream.headers().toCompletableFuture()).isNotDone();
        stream.close();
    }

    @Test
    void aDraftThatIsCutOffIsNoAnswer() throws Exception { // probe 89
        fixture.small.answer(request -> SMALL.answer(request).cutOffAfter(SMALL.bytesOf(request, 5)));
        fixture.large.answer(LARGE::answer);
        ladder("#sure", "maxRetries=0");

        assertThat(String.join("", pieces(fixture.ask("direct:in", "What?")))).isEqualTo(ANSWER);
    }

    @Test
    void aCutOffDraftThatNobodySawIsAskedForAgain() throws Exception {
        fixture.small.answer(request -> SMALL.answer(request).cutOffAfter(SMALL.bytesOf(request, 5)));
        fixture.small.answer(SMALL::answer);
        ladder("#sure", "maxRetries=1");

        assertThat(String.join("", pieces(fixture.ask("direct:in", "What?")))).isEqualTo(DRAFT);
        assertThat(fixture.large.requests()).isEmpty();
    }

    @Test
    void whenNobodyListensAnyMoreNoFurtherModelIsAsked() throws Exception { // probe 91
        fixture.small.answer(SMALL.every(Duration.ofMillis(300))::answer);
        fixture.large.answer(LARGE::answer);
        ladder("#unsure", "");
        Collected gone = new Collected();
        var answered = fixture.template.asyncSend("direct:in", exchange -> {
            exchange.getMessage().setBody("What?");
            exchange.setProperty(CascadeFlowProperties.SINK, gone);
        });
        assertThat(fixture.small.awaitRequest(Duration.ofSeconds(10))).isTrue();

        gone.stop().complete(null);

        assertThat(fixture.small.awaitAbandoned(Duration.ofSeconds(10))).isTrue();
        assertThat(answered.get(10, TimeUnit.SECONDS).getException()).isInstanceOf(AnswerRejectedException.class);
        assertThat(fixture.large.requests()).isEmpty();
        assertThat(gone.events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#sure", "#unsure", "classpath:io/cascadeflow/confidence/first-gate.json"})
    void theSameDraftGetsTheSameDecisionAsWithoutStreaming(String gate) throws Exception { // probe 27
        fixture.small.answer(SMALL::answer);
        fixture.large.answer(LARGE::answer);
        fixture.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String way : List.of("whole", "streamed")) {
                    CascadeDefinition cascade = cascade(from("direct:" + way));
                    if (way.equals("streamed")) {
                        cascade.streaming();
                    }
                    cascade.tier("small")
                            .gate(gate)
                            .acceptAbove(0.5)
                            .to(fixture.small(""))
                            .tier("large")
                            .to(fixture.large(""));
                }
            }
        });

        Exchange whole = fixture.ask("direct:whole", "What is the answer?");
        ReplyStream stream = fixture.ask("direct:streamed", "What is the answer?")
                .getMessage()
                .getBody(ReplyStream.class);
        String text = String.join("", stream.stream().map(Object::toString).toList());
        Map<String, Object> headers = headers(stream);

        assertThat(text).isEqualTo(whole.getMessage().getBody(String.class));
        for (String header : List.of(
                CascadeFlowConstants.TIERS,
                CascadeFlowConstants.OUTCOME,
                CascadeFlowConstants.REASON,
                CascadeFlowConstants.CONFIDENCE,
                CascadeFlowConstants.SIGNALS,
                CascadeFlowConstants.TOTAL_COST)) {
            assertThat(headers.get(header))
                    .as(header)
                    .isEqualTo(whole.getMessage().getHeader(header));
        }
    }

    /** Decides by a word in the text, before the end. */
    private record ByWord(String word, Early early, double inTheEnd) implements Gate {

        @Override
        public Assessment assess(Draft draft) {
            return Assessment.of(inTheEnd);
        }

        @Override
        public Early early(Draft begun, int looked, double threshold) {
            return begun.reply().text().contains(word) ? early : Early.CONTINUE;
        }
    }

    private static FakeModel longer(FakeModel model) {
        return model.saying((model.text() + " ").repeat(20)).every(PACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel", "jdk", "vertx"})
    void aHopelessDraftIsGivenUpAndPaidForAsFarAsItCame(String transport) throws Exception {
        fixture.camel.getRegistry().bind("early", new ByWord("perhaps", Early.REJECT, 0.1));
        fixture.small.answer(longer(SMALL)::answer);
        fixture.large.answer(LARGE::answer);
        ladder("#early", "transport=" + transport);
        Collected sink = new Collected();

        Exchange exchange = fixture.ask("direct:in", "What?", Map.of(CascadeFlowProperties.SINK, sink));

        assertThat(exchange.getException()).isNull();
        assertThat(sink.text()).isEqualTo(ANSWER);
        assertThat(fixture.small.awaitAbandoned(Duration.ofSeconds(10))).isTrue();
        var attempt = Traces.of(exchange).get(0).attempts().get(0);
        assertThat(attempt.reason().code()).isEqualTo(Reason.Code.GIVEN_UP);
        assertThat(attempt.reason().text()).matches(".*was given up after [1-9]\\d\\d characters.*0\\.5");
        assertThat(attempt.result().cost().toBigDecimal().doubleValue()).isPositive();
    }

    @Test
    void aSafeDraftIsSeenBeforeItIsComplete() throws Exception {
        fixture.camel.getRegistry().bind("early", new ByWord("perhaps", Early.COMMIT, 0.9));
        fixture.small.answer(longer(SMALL)::answer);
        ladder("#early", "");

        Exchange exchange = fixture.ask("direct:in", "What?");
        ReplyStream stream = exchange.getMessage().getBody(ReplyStream.class);

        assertThat(stream.headers().toCompletableFuture()).isNotDone();
        assertThat(String.join("", pieces(exchange))).isEqualTo(longer(SMALL).text());
        assertThat(headers(stream)).containsEntry(CascadeFlowConstants.OUTCOME, "accepted");
    }

    @Test
    void whatWasCommittedToIsTheAnswerWhateverTheGateSaysInTheEnd() throws Exception {
        fixture.camel.getRegistry().bind("early", new ByWord("perhaps", Early.COMMIT, 0.2));
        fixture.small.answer(longer(SMALL).every(Duration.ZERO)::answer);
        ladder("#early", "");
        Collected sink = new Collected();

        Exchange exchange = fixture.ask("direct:in", "What?", Map.of(CascadeFlowProperties.SINK, sink));

        var decision = Traces.of(exchange).get(0);
        assertThat(decision.reason().code()).isEqualTo(Reason.Code.COMMITTED);
        assertThat(decision.reason().text()).contains("confidence 0.2 in the end");
        assertThat(sink.text()).isEqualTo(longer(SMALL).text());
        assertThat(fixture.large.requests()).isEmpty();
    }

    @Test
    void whatBreaksOffAfterItWasSeenFailsAndNobodyElseIsAsked() throws Exception {
        fixture.camel.getRegistry().bind("early", new ByWord("perhaps", Early.COMMIT, 0.9));
        FakeModel model = longer(SMALL).every(Duration.ZERO);
        fixture.small.answer(request -> model.answer(request).cutOffAfter(model.bytesOf(request, 60)));
        fixture.large.answer(LARGE::answer);
        ladder("#early", "maxRetries=2");
        Collected sink = new Collected();

        Exchange exchange = fixture.ask("direct:in", "What?", Map.of(CascadeFlowProperties.SINK, sink));

        assertThat(exchange.getException()).isInstanceOf(AnswerRejectedException.class);
        assertThat(sink.text()).isNotEmpty();
        assertThat(fixture.small.requests()).hasSize(1);
        assertThat(fixture.large.requests()).isEmpty();
    }

    @Test
    void whatATiersStepsMakeOfTheAnswerIsWhatIsSeen() throws Exception {
        fixture.small.answer(SMALL::answer);
        route(cascade -> cascade.tier(
                "only", tier -> tier.to(fixture.small("")).transform().simple("${body} Says who?")));

        assertThat(String.join("", pieces(fixture.ask("direct:in", "What?")))).isEqualTo(DRAFT + " Says who?");
    }

    @Test
    void aTierWithoutAModelIsSeenAsWell() throws Exception {
        route(cascade -> cascade.tier("only", tier -> tier.setBody().constant("By hand.")));

        assertThat(pieces(fixture.ask("direct:in", "What?"))).containsExactly("By hand.");
    }

    @Test
    void whenNothingReachesItsMarkTheBestDraftIsGiven() throws Exception {
        fixture.small.answer(SMALL::answer);
        fixture.large.answer(request -> FakeModel.error(request, 400, "invalid_request_error", "no"));
        route(cascade -> cascade.whenExhausted("degrade")
                .tier("small")
                .gate("#unsure")
                .acceptAbove(0.5)
                .to(fixture.small(""))
                .tier("large")
                .to(fixture.large("")));

        Exchange exchange = fixture.ask("direct:in", "What?");
        ReplyStream stream = exchange.getMessage().getBody(ReplyStream.class);

        assertThat(String.join("", pieces(exchange))).isEqualTo(DRAFT);
        assertThat(headers(stream)).containsEntry(CascadeFlowConstants.OUTCOME, "degraded");
    }

    @Test
    void withoutAnyAnswerTheExchangeFails() throws Exception {
        fixture.small.answer(request -> FakeModel.error(request, 400, "invalid_request_error", "no"));
        fixture.large.answer(request -> FakeModel.error(request, 400, "invalid_request_error", "no"));
        ladder("#sure", "");

        assertThat(fixture.ask("direct:in", "What?").getException()).isInstanceOf(AnswerRejectedException.class);
    }

    @Test
    void theEndpointStreamsAsTheStepsDo() throws Exception {
        fixture.small.answer(SMALL::answer);
        fixture.large.answer(LARGE::answer);
        String tiers = "RAW(" + fixture.small("gate=#unsure") + ")";

        Exchange exchange = fixture.ask("cascadeflow:cascade:any?streaming=true&tiers=" + tiers, "What?");

        assertThat(String.join("", pieces(exchange))).isEqualTo(DRAFT);
    }

    @Test
    void itIsReadFromYamlAndXmlAndSurvivesDumps() throws Exception {
        fixture.small.answer(SMALL::answer);
        load("r.yaml", """
                - route:
                    id: asking
                    from:
                      uri: direct:in
                      steps:
                        - cascade:
                            streaming: "{{pieces:text}}"
                            tiers:
                              - {name: small, steps: [{to: "%s"}]}
                """.formatted(fixture.small("")));
        assertThat(String.join("", pieces(fixture.ask("direct:in", "What?")))).isEqualTo(DRAFT);
        ModelCamelContext model = (ModelCamelContext) fixture.camel;
        String yaml = PluginHelper.getModelToYAMLDumper(model)
                .dumpModelAsYaml(model, model.getRouteDefinition("asking"), false, false, false, false);
        String xml = PluginHelper.getModelToXMLDumper(model)
                .dumpModelAsXml(model, model.getRouteDefinition("asking"), false, false, false);
        assertThat(xml).contains("streaming=\"{{pieces:text}}\"");

        for (List<String> dump : List.of(List.of("d.yaml", yaml), List.of("d.xml", xml))) {
            fixture.camel.getRouteController().stopRoute("asking");
            fixture.camel.removeRoute("asking");
            load(dump.get(0), dump.get(1));
            assertThat(String.join("", pieces(fixture.ask("direct:in", "What?"))))
                    .isEqualTo(DRAFT);
        }
    }

    private void load(String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(fixture.camel).loadRoutes(ResourceHelper.fromString(name, text));
    }

    private static List<DraftEvent> events(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        List<DraftEvent> events = new ArrayList<>();
        exchange.getMessage().getBody(ReplyStream.class).forEach(event -> events.add((DraftEvent) event));
        return events;
    }

    private static String text(List<DraftEvent> events, String tier) {
        StringBuilder text = new StringBuilder();
        for (DraftEvent event : events) {
            if (event.tier().equals(tier) && event instanceof DraftEvent.Piece piece) {
                text.append(ReplyStream.textOf(piece.event()));
            } else if (event.tier().equals(tier) && event instanceof DraftEvent.Retract) {
                text.setLength(0);
            }
        }
        return text.toString();
    }

    @Test
    void whoeverWantsToSeesDraftsAndHearsWhatIsTakenBack() throws Exception {
        fixture.small.answer(SMALL::answer);
        fixture.large.answer(LARGE::answer);
        drafts("#unsure", "");

        List<DraftEvent> events = events(fixture.ask("direct:drafts", "What?"));

        assertThat(text(events, "small")).isEmpty();
        assertThat(text(events, "large")).isEqualTo(ANSWER);
        assertThat(events)
                .filteredOn(DraftEvent.Retract.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.tier()).isEqualTo("small");
                    assertThat(((DraftEvent.Retract) event).reason()).contains("confidence 0.100 is below 0.5");
                });
        assertThat(events).last().isEqualTo(new DraftEvent.Accept("large"));
        assertThat(events.indexOf(new DraftEvent.Accept("large"))).isEqualTo(events.size() - 1);
    }

    @Test
    void aDraftThatIsAcceptedStands() throws Exception {
        fixture.small.answer(SMALL::answer);
        drafts("#sure", "");

        List<DraftEvent> events = events(fixture.ask("direct:drafts", "What?"));

        assertThat(text(events, "small")).isEqualTo(DRAFT);
        assertThat(events).noneMatch(DraftEvent.Retract.class::isInstance);
        assertThat(events).last().isEqualTo(new DraftEvent.Accept("small"));
    }

    @Test
    void aDraftThatBreaksOffIsTakenBackBeforeItIsAskedForAgain() throws Exception {
        fixture.small.answer(request -> SMALL.answer(request).cutOffAfter(SMALL.bytesOf(request, 5)));
        fixture.small.answer(SMALL::answer);
        drafts("#sure", "maxRetries=1");

        List<DraftEvent> events = events(fixture.ask("direct:drafts", "What?"));

        assertThat(text(events, "small")).isEqualTo(DRAFT);
        assertThat(events).filteredOn(DraftEvent.Retract.class::isInstance).hasSize(1);
    }

    private void drafts(String gate, String options) throws Exception {
        fixture.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:drafts"))
                        .streaming("drafts")
                        .tier("small")
                        .gate(gate)
                        .acceptAbove(0.5)
                        .to(fixture.small(options))
                        .tier("large")
                        .to(fixture.large(options));
            }
        });
    }

    @Test
    void nonsenseIsRefusedAtStart() {
        assertThatThrownBy(() ->
                        route(cascade -> cascade.streaming("bits").tier("small").to(fixture.small(""))))
                .hasStackTraceContaining("streaming is 'bits'; write one of [text, events, drafts]");
    }
}
