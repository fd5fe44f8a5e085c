package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.http.JdkTransport;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.gemini.GeminiProviderFactory;
import io.cascadeflow.provider.openai.OpenAiProviders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of recorded replies and of Amazon's binary form, which {@link FakeDialect} does not have, over a socket: whole, refused at first, and broken. */
@Timeout(30)
class StreamedOverHttpTest {

    private final FakeProvider fake = FakeProvider.start();
    private final Transport transport = new JdkTransport();
    private final VirtualTime time = VirtualTime.running(Instant.parse("2026-11-23T12:00:00Z"));
    private final List<ReplyEvent> told = new CopyOnWriteArrayList<>();

    /** How each says "Paris" in two pieces, and that it read 14 tokens and wrote 2. */
    enum Protocol {
        RESPONSES(
                "/responses",
                List.of(
                        sse("{\"type\":\"response.created\",\"response\":{\"id\":\"r1\",\"model\":\"m1\"}}"),
                        sse(
                                "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"Pa\"}"),
                        sse(
                                "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"ris\"}"),
                        sse(
                                "{\"type\":\"response.completed\",\"response\":{\"id\":\"r1\",\"model\":\"m1\",\"status\":\"completed\","
                                        + "\"usage\":{\"input_tokens\":14,\"output_tokens\":2,\"total_tokens\":16}}}"))),
        GEMINI(
                ":streamGenerateContent?alt=sse",
                List.of(
                        sse(
                                "{\"responseId\":\"r1\",\"modelVersion\":\"m1\",\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Pa\"}]}}]}"),
                        sse(
                                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"ris\"}]},\"finishReason\":\"STOP\"}],"
                                        + "\"usageMetadata\":{\"promptTokenCount\":14,\"candidatesTokenCount\":2}}")));

        private final String path;
        private final List<String> events;

        Protocol(String path, List<String> events) {
            this.path = path;
            this.events = events;
        }

        private static String sse(String json) {
            return "data: " + json + "\n\n";
        }

        private ChatProvider provider(ProviderSettings settings, ProviderContext context) {
            return this == GEMINI
                    ? new GeminiProviderFactory().create(settings, context)
                    : new OpenAiProviders().create(settings.withHosting(Hosting.OWN.withApi("responses")), context);
        }
    }

    /** Takes all, as if somebody saw it at once. */
    private final class Sink implements ReplySink {
        @Override
        public CompletionStage<Void> accept(ReplyEvent event) {
            told.add(event);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> stop() {
            return new CompletableFuture<>();
        }
    }

    @AfterEach
    void stop() {
        transport.close();
        fake.close();
    }

    private CompletableFuture<ChatReply> ask(Protocol protocol) {
        ProviderSettings settings = ProviderSettings.of(protocol == Protocol.GEMINI ? "gemini" : "openai")
                .withBaseUrl(fake.uri())
                .withApiKey("k")
                .withEnvironment(name -> null);
        ProviderContext context = new ProviderContext(
                transport, new BackoffRetry(BackoffRetry.Limits.DEFAULT, time, time, () -> 0.5), time);
        ChatCall call =
                new ChatCall("m1", WireQuestions.TEXT, time.instant().plusSeconds(60), "key").withSink(new Sink());
        return protocol.provider(settings, context).chat(call).toCompletableFuture();
    }

    private static FakeAnswer stream(List<String> events) {
        return FakeAnswer.stream("text/event-stream", events, Duration.ofMillis(1));
    }

    private String toldText() {
        StringBuilder text = new StringBuilder();
        told.stream()
                .filter(ReplyEvent.Text.class::isInstance)
                .forEach(event -> text.append(((ReplyEvent.Text) event).text()));
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void theAnswerComesPieceByPieceAndWhole(Protocol protocol) throws Exception {
        fake.answer(stream(protocol.events));

        ChatReply reply = ask(protocol).get(20, TimeUnit.SECONDS);

        assertThat(reply.text()).isEqualTo("Paris").isEqualTo(toldText());
        assertThat(reply.usage()).isEqualTo(TokenUsage.of(14, 2));
        assertThat(told).first().isEqualTo(new ReplyEvent.Start("r1", "m1"));
        assertThat(told).last().isInstanceOf(ReplyEvent.Finish.class);
        assertThat(fake.onlyRequest().target()).endsWith(protocol.path);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aRefusalBeforeTheFirstPieceIsTriedAgain(Protocol protocol) throws Exception {
        fake.answer(FakeAnswer.json(503, "{\"error\":{\"code\":503,\"message\":\"x\"}}"))
                .answer(stream(protocol.events));

        assertThat(ask(protocol).get(20, TimeUnit.SECONDS).text()).isEqualTo("Paris");
        assertThat(fake.requests()).hasSize(2);
        assertThat(toldText()).isEqualTo("Paris");
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aStreamThatStopsAfterItsFirstPieceIsTruncatedAndNeverRepeated(Protocol protocol) {
        List<String> half = protocol.events.subList(0, protocol.events.size() - 1);
        fake.answer(stream(half));

        assertThat(failure(ask(protocol)).kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(fake.requests()).hasSize(1);
        assertThat(told).noneMatch(ReplyEvent.Finish.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aReplyInOnePieceIsToldAllTheSame(Protocol protocol) throws Exception {
        String json = protocol == Protocol.GEMINI
                ? "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Paris\"}]},\"finishReason\":\"STOP\"}]}"
                : "{\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Paris\"}]}]}";
        fake.answer(FakeAnswer.json(200, json));

        assertThat(ask(protocol).get(20, TimeUnit.SECONDS).text()).isEqualTo("Paris");
        assertThat(toldText()).isEqualTo("Paris");
    }

    private static ProviderException failure(CompletableFuture<ChatReply> reply) {
        try {
            throw new AssertionError("expected a failure, got " + reply.join().text());
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ProviderException failure) {
                return failure;
            }
            throw new AssertionError("a failure of another type: " + failed.getCause(), failed);
        }
    }
}
