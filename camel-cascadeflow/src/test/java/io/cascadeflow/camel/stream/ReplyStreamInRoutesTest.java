package io.cascadeflow.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cascadeflow.budget.Standing;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeAnswer.Piece;
import io.cascadeflow.provider.FakeDialect;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.FlowAdapters;

@Timeout(60)
class ReplyStreamInRoutesTest {

    private static final String TEXT = "The answer to your question is forty two, as ever.";
    private static final FakeModel MODEL = FakeModel.saying("small-2026", TEXT);

    private final StreamFixture fixture = new StreamFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static List<Object> pieces(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        List<Object> pieces = new ArrayList<>();
        exchange.getMessage().getBody(ReplyStream.class).forEach(pieces::add);
        return pieces;
    }

    @ParameterizedTest
    @CsvSource({"OPENAI, camel", "OPENAI, jdk", "ANTHROPIC, camel", "ANTHROPIC, jdk", "OLLAMA, camel", "OLLAMA, jdk"})
    void theBodyGivesTheAnswerPieceByPiece(FakeDialect dialect, String transport) throws Exception {
        fixture.small.answer(MODEL::answer);

        Exchange exchange = fixture.ask(fixture.small(dialect, "streaming=true&transport=" + transport), "What?");

        ReplyStream stream = exchange.getMessage().getBody(ReplyStream.class);
        List<Object> pieces = pieces(exchange);
        assertThat(pieces).hasSizeGreaterThan(5).allMatch(String.class::isInstance);
        assertThat(String.join("", pieces.toArray(String[]::new))).isEqualTo(TEXT);
        Map<String, Object> headers = stream.headers().toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(headers)
                .containsEntry(CascadeFlowConstants.OUTPUT_TOKENS, (long) MODEL.outputTokens())
                .containsEntry(CascadeFlowConstants.USAGE_ESTIMATED, false)
                .containsEntry(CascadeFlowConstants.FINISH_REASON, "stop")
                .containsEntry(CascadeFlowConstants.COST, cost(headers));
        assertThat((BigDecimal) headers.get(CascadeFlowConstants.COST)).isPositive();
        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.MODEL)).isEqualTo("small-2026");
    }

    private static Object cost(Map<String, Object> headers) {
        return headers.getOrDefault(CascadeFlowConstants.TOTAL_COST, "none");
    }

    @Test
    void aProducerStreamsWhereNoRouteOrTemplateWasBefore() throws Exception {
        fixture.small.answer(MODEL::answer);
        try (CamelContext bare = new DefaultCamelContext()) {
            bare.getRegistry().bind("models", fixture.camel.getRegistry().lookupByName("models"));
            bare.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:models");
            bare.start();
            AsyncProducer producer =
                    bare.getEndpoint(fixture.small("streaming=true")).createAsyncProducer();
            producer.start();
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody("What?");

            producer.processAsync(exchange).get(30, TimeUnit.SECONDS);

            assertThat(String.join("", pieces(exchange).toArray(String[]::new))).isEqualTo(TEXT);
        }
    }

    @Test
    void theRouteGoesOnBeforeTheAnswerIsComplete() throws Exception {
        fixture.small.answer(MODEL.every(Duration.ofMillis(300))::answer);

        Exchange exchange = fixture.ask(fixture.small("streaming=true"), "What?");
        ReplyStream stream = exchange.getMessage().getBody(ReplyStream.class);

        assertThat(stream.headers().toCompletableFuture()).isNotDone();
        assertThat(stream.iterator().next().toString()).startsWith("T");
        assertThat(stream.headers().toCompletableFuture()).isNotDone();
        stream.close();
    }

    @Test
    void eventsTellEverything() {
        fixture.small.answer(MODEL::answer);

        List<Object> events = pieces(fixture.ask(fixture.small("streaming=true&outputType=reply"), "What?"));

        assertThat(events.get(0)).isEqualTo(new ReplyEvent.Start("chatcmpl-1", "small-2026"));
        assertThat(events).hasAtLeastOneElementOfType(ReplyEvent.Text.class);
        assertThat(events).hasAtLeastOneElementOfType(ReplyEvent.Usage.class);
        assertThat(events).hasAtLeastOneElementOfType(ReplyEvent.Finish.class);
    }

    @Test
    void aSplitTakesThePieces() throws Exception {
        List<String> pieces = new CopyOnWriteArrayList<>();
        fixture.small.answer(MODEL::answer);
        fixture.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:split")
                        .to(fixture.small("streaming=true"))
                        .split(body())
                        .streaming()
                        .process(exchange -> pieces.add(exchange.getMessage().getBody(String.class)))
                        .end();
            }
        });

        assertThat(fixture.ask("direct:split", "What?").getException()).isNull();

        assertThat(String.join("", pieces)).isEqualTo(TEXT);
        assertThat(pieces).hasSizeGreaterThan(5);
    }

    @Test
    void aSubscriberTakesWhatItAsksFor() throws Exception {
        fixture.small.answer(MODEL::answer);
        Exchange exchange = fixture.ask(fixture.small("streaming=true&transport=jdk"), "What?");
        List<Object> pieces = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();

        exchange.getMessage().getBody(ReplyStream.class).subscribe(new OneByOne(pieces, done));

        done.get(10, TimeUnit.SECONDS);
        assertThat(String.join("", pieces.toArray(String[]::new))).isEqualTo(TEXT);
    }

    @Test
    void librariesOfReactiveStreamsTakeItByTheUsualAdapter() throws Exception {
        fixture.small.answer(MODEL::answer);
        Exchange exchange = fixture.ask(fixture.small("streaming=true&transport=jdk"), "What?");
        List<Object> pieces = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();

        FlowAdapters.<Object>toPublisher(exchange.getMessage().getBody(ReplyStream.class))
                .subscribe(FlowAdapters.toSubscriber(new OneByOne(pieces, done)));

        done.get(10, TimeUnit.SECONDS);
        assertThat(String.join("", pieces.toArray(String[]::new))).isEqualTo(TEXT);
    }

    @Test
    void asBytesItComesAsItIs() throws Exception {
        fixture.small.answer(MODEL.saying("Zürich 東京 🏔 as ever.")::answer);

        try (InputStream bytes = fixture.ask(fixture.small("streaming=true"), "What?")
                .getMessage()
                .getBody(InputStream.class)) {
            assertThat(new String(bytes.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("Zürich 東京 🏔 as ever.");
        }
    }

    @Test
    void bytesOfAReplyThatBreaksOffEndInAnError() {
        fixture.small.answer(request -> MODEL.answer(request).cutOffAfter(MODEL.bytesOf(request, 4)));
        InputStream bytes = fixture.ask(fixture.small("streaming=true"), "What?")
                .getMessage()
                .getBody(InputStream.class);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(bytes::readAllBytes)
                .withMessageContaining("the reply broke off")
                .withMessageNotContaining("answer");
    }

    @Test
    void itIsTakenOnce() {
        fixture.small.answer(MODEL::answer);
        Exchange exchange = fixture.ask(fixture.small("streaming=true"), "What?");
        pieces(exchange);

        assertThatIllegalStateException()
                .isThrownBy(() -> pieces(exchange))
                .withMessageContaining("a stream can be taken once");
    }

    @Test
    void asATextItIsAllOfIt() {
        fixture.small.answer(MODEL::answer);

        assertThat(fixture.ask(fixture.small("streaming=true"), "What?")
                        .getMessage()
                        .getBody(String.class))
                .isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource(FakeDialect.class)
    void aReplyThatIsCutOffEndsInAFailure(FakeDialect dialect) {
        fixture.small.answer(request -> MODEL.answer(request).cutOffAfter(MODEL.bytesOf(request, 4)));
        Exchange exchange = fixture.ask(fixture.small(dialect, "streaming=true"), "What?");
        List<Object> seen = new ArrayList<>();

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(
                        () -> exchange.getMessage().getBody(ReplyStream.class).forEach(seen::add))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.TRUNCATED));
        assertThat(seen).isNotEmpty();
        assertThat(fixture.small.requests()).hasSize(1);
        assertThat(spent()).as("what came is paid").isPositive();
        assertThat(held()).isZero();
    }

    @Test
    void aSinkThatThrowsEndsTheCall() {
        fixture.small.answer(MODEL.every(Duration.ofMillis(200))::answer);
        Collected sink = new Collected() {
            @Override
            public CompletionStage<Void> accept(ReplyEvent event) {
                throw new AssertionError("no");
            }
        };

        Exchange exchange = fixture.ask(fixture.small(""), "What?", Map.of(CascadeFlowProperties.SINK, sink));

        assertThat(exchange.getException()).hasRootCauseInstanceOf(AssertionError.class);
        assertThat(held()).isZero();
    }

    @Test
    void aSubscriberThatThrowsEndsTheCall() throws Exception {
        fixture.small.answer(MODEL.every(Duration.ofMillis(200))::answer);
        ReplyStream stream = fixture.ask(fixture.small("streaming=true"), "What?")
                .getMessage()
                .getBody(ReplyStream.class);

        OneByOne broken = new OneByOne(new ArrayList<>(), new CompletableFuture<>()) {
            @Override
            public void onNext(Object piece) {
                throw new IllegalStateException("no");
            }
        };

        assertThatIllegalStateException().isThrownBy(() -> stream.subscribe(broken));

        assertThat(fixture.small.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
        assertThat(held()).isZero();
    }

    @Test
    void aFailureBeforeTheFirstPieceIsRepeatedAndThenTheExchanges() {
        fixture.small.answer(FakeAnswer.json(503, "{}"));

        Exchange exchange = fixture.ask(fixture.small("streaming=true&maxRetries=1"), "What?");

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED));
        assertThat(fixture.small.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"camel,false", "camel,true", "jdk,false", "jdk,true"})
    void aProviderThatIsSilentIsGivenUpAndNotAskedAgain(String transport, boolean headComes) throws Exception {
        fixture.small.answer(
                request -> headComes ? MODEL.answer(request).bodyAfter(Duration.ofSeconds(20)) : FakeAnswer.never());

        Exchange exchange =
                fixture.ask(fixture.small("streaming=true&firstTokenTimeout=200&transport=" + transport), "What?");

        assertThat(exchange.getException()).hasMessageContaining("no first token within 0.200 s");
        assertThat(fixture.small.requests()).hasSize(1);
        assertThat(fixture.small.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"camel", "jdk", "vertx"})
    void thePatienceForTheFirstTokenDoesNotBoundTheRest(String transport) {
        fixture.small.answer(request -> {
            List<Piece> pieces = new ArrayList<>(MODEL.answer(request).pieces());
            pieces.set(4, new Piece(pieces.get(4).bytes(), Duration.ofMillis(1_500)));
            return MODEL.answer(request).with(pieces);
        });

        Exchange exchange =
                fixture.ask(fixture.small("streaming=true&firstTokenTimeout=1000&transport=" + transport), "What?");

        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({"camel", "jdk", "vertx"})
    void whatIsNotWantedAnyMoreBeforeItBeginsEndsTheCall(String transport) throws Exception {
        fixture.small.answer(FakeAnswer.never());
        Collected sink = new Collected();
        CompletableFuture<Exchange> asked = asked(transport, sink);

        sink.stop().complete(null);

        assertThat(fixture.small.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
        assertThat(asked.get(5, TimeUnit.SECONDS).getException()).hasMessageContaining("CANCELLED");
    }

    /** A question that has reached the provider, whose answer goes to {@code sink}. */
    private CompletableFuture<Exchange> asked(String transport, Collected sink) throws InterruptedException {
        CompletableFuture<Exchange> asked =
                fixture.template.asyncSend(fixture.small("transport=" + transport), exchange -> {
                    exchange.getMessage().setBody("What?");
                    exchange.setProperty(CascadeFlowProperties.SINK, sink);
                });
        assertThat(fixture.small.awaitRequest(Duration.ofSeconds(5))).isTrue();
        return asked;
    }

    /** The head may come at the very moment. */
    @ParameterizedTest
    @CsvSource({"camel", "jdk", "vertx"})
    void whatIsNotWantedAnyMoreWhileItBeginsEndsTheCall(String transport) throws Exception {
        fixture.small.answer(MODEL.every(Duration.ofMillis(300))::answer);
        for (int i = 0; i < 50; i++) {
            Collected sink = new Collected();
            CompletableFuture<Exchange> asked = asked(transport, sink);

            sink.stop().complete(null);

            assertThat(fixture.small.awaitAbandoned(Duration.ofSeconds(5)))
                    .as("call %d", i)
                    .isTrue();
            assertThat(asked.get(5, TimeUnit.SECONDS).getException()).hasMessageContaining("CANCELLED");
        }
    }

    @ParameterizedTest
    @CsvSource({"camel", "jdk", "vertx"})
    void whoeverStopsReadingHoldsTheProviderBackUntilTheDeadline(String transport) {
        FakeModel talkative = FakeModel.saying("small-2026", "word ".repeat(100_000));
        fixture.small.answer(talkative::answer);
        ReplyStream stream = fixture.ask(
                        fixture.small("streaming=true&requestTimeout=2s&transport=" + transport), "What?")
                .getMessage()
                .getBody(ReplyStream.class);

        assertThat(stream.headers().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withMessageContaining("TIMEOUT");
        List<Object> waited = new ArrayList<>();
        assertThatExceptionOfType(ProviderException.class).isThrownBy(() -> stream.forEach(waited::add));
        assertThat(waited).hasSizeBetween(1, 64);
        assertThat(spent()).isPositive();
        assertThat(held()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"camel", "jdk", "vertx"})
    void closingEndsTheCallAndPaysForWhatCame(String transport) throws Exception {
        fixture.small.answer(MODEL.every(Duration.ofMillis(200))::answer);
        Exchange exchange = fixture.ask(fixture.small("streaming=true&transport=" + transport), "What?");
        ReplyStream stream = exchange.getMessage().getBody(ReplyStream.class);
        stream.iterator().next();

        stream.close();

        assertThat(fixture.small.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
        assertThat(stream.headers().toCompletableFuture()).failsWithin(Duration.ofSeconds(5));
        assertThat(spent()).isPositive();
        assertThat(held()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"camel", "jdk", "vertx"})
    void aThousandStreamsThatAreGivenUpLeaveNothingBehind(String transport) throws Exception { // probe 91
        fixture.small.answer(MODEL.every(Duration.ofMillis(20))::answer);
        int threads = 0;
        for (int round = 0; round < 40; round++) {
            List<CompletableFuture<Void>> asked = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                asked.add(fixture.template
                        .asyncRequestBody(
                                fixture.small("streaming=true&transport=" + transport), "What?", ReplyStream.class)
                        .thenAccept(stream -> {
                            stream.iterator().next();
                            stream.close();
                        }));
            }
            for (CompletableFuture<Void> one : asked) {
                one.get(30, TimeUnit.SECONDS);
            }
            // the pools are full by then
            threads = round == 20 ? Thread.activeCount() : threads;
        }

        assertThat(Thread.activeCount()).isLessThan(threads + 40);
        while (held() > 0) {
            Thread.onSpinWait();
        }
        assertThat(spent()).isPositive();
    }

    @Test
    void aStreamInATransactionIsCompleteBeforeTheRouteGoesOn() {
        fixture.small.answer(MODEL::answer);

        Exchange exchange = fixture.template.request(fixture.small("streaming=true"), asked -> {
            asked.getMessage().setBody("What?");
            asked.getExchangeExtension().setTransacted(true);
        });

        ReplyStream stream = exchange.getMessage().getBody(ReplyStream.class);
        assertThat(stream.headers().toCompletableFuture()).isCompleted();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(TEXT);
    }

    @Test
    void aServerThatAnswersInOnePieceIsToldInOne() {
        fixture.small.answer(request -> FakeAnswer.json(200, MODEL_WHOLE));

        List<Object> pieces = pieces(fixture.ask(fixture.small("streaming=true"), "What?"));

        assertThat(pieces).containsExactly("All at once.");
    }

    private static final String MODEL_WHOLE =
            "{\"id\":\"1\",\"model\":\"small-2026\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"All at once.\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}";

    @Test
    void whoeverWantsThePiecesGetsThemBesideTheWhole() {
        fixture.small.answer(MODEL::answer);
        Collected sink = new Collected();

        Exchange exchange = fixture.ask(fixture.small(""), "What?", Map.of(CascadeFlowProperties.SINK, sink));

        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(TEXT);
        assertThat(sink.text()).isEqualTo(TEXT);
        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.COST)).isNotNull();
    }

    private double spent() {
        return standing().balance().settled().usd().toBigDecimal().doubleValue();
    }

    private double held() {
        return standing().balance().held().usd().toBigDecimal().doubleValue();
    }

    private Standing standing() {
        return CascadeFlowBudgets.in(fixture.camel).standing("company", Map.of());
    }
}
