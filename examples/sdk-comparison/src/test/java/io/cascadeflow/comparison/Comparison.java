package io.cascadeflow.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.http.JdkTransport;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.FakeRequest;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ReplySink;
import io.cascadeflow.provider.Retry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends the same questions by a provider's own client and by ours to a server that refuses them all, and compares what arrived
 * field by field. What differs is explained in the test, or is a fault of one of the two.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class Comparison {

    static final String KEY = "sk-comparison-0123456789";

    static final String TELEMETRY = "about the client and its machine, for its maker";
    static final String STREAM_OR_JSON = "a server that answers a stream in one piece is welcome with us";

    private final Set<String> found = new HashSet<>();

    /** What differs, by a pattern of the field's name, and why that is right. */
    abstract Map<String, String> explained();

    /** The questions that this protocol has a form for. */
    Set<Question> questions() {
        return Set.of(Question.values());
    }

    abstract String model();

    abstract ChatProvider provider(URI server, ProviderContext context);

    /** Asks by the provider's own client, which fails, as every request is refused. */
    abstract void ask(URI server, ChatRequest request, boolean streamed) throws Exception;

    /** What the client throws when a server refuses its request. */
    abstract Class<? extends Exception> refusal();

    /** What else has to be right in a request of either. */
    void look(FakeRequest request) {}

    FakeAnswer refused() {
        return FakeAnswer.json(400, "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\",\"code\":400}}");
    }

    Stream<Arguments> trials() {
        return questions().stream()
                .sorted()
                .flatMap(question -> Stream.of(Arguments.of(question, false), Arguments.of(question, true)));
    }

    @ParameterizedTest(name = "{0}, streamed {1}")
    @MethodSource("trials")
    void theSameArrives(Question question, boolean streamed) throws Exception {
        FakeRequest one = theirs(question.request(), streamed);
        FakeRequest other = ours(question.request(), streamed);
        look(one);
        look(other);
        Arrived theirs = Arrived.of(one);
        Arrived ours = Arrived.of(other);

        Map<String, String> differences = Arrived.differences(theirs, ours);
        List<String> unexplained = new ArrayList<>();
        differences.forEach((field, values) -> {
            List<String> reasons =
                    explained().keySet().stream().filter(field::matches).toList();
            found.addAll(reasons);
            if (reasons.isEmpty()) {
                unexplained.add(field + ": " + values);
            }
        });

        assertThat(unexplained).isEmpty();
    }

    /** An explanation of what does not differ any more is out of date. */
    @AfterAll
    void everyExplanationIsNeeded() {
        assertThat(explained().keySet()).isEqualTo(found);
    }

    /** There is nothing to hear of a refused request. */
    private static final class Unheard implements ReplySink {
        @Override
        public CompletionStage<Void> accept(ReplyEvent event) {
            throw new AssertionError("a refusal told " + event.getClass());
        }

        @Override
        public CompletableFuture<Void> stop() {
            return new CompletableFuture<>();
        }
    }

    private FakeRequest theirs(ChatRequest request, boolean streamed) throws Exception {
        try (FakeProvider server = FakeProvider.start()) {
            server.answer(refused());
            try {
                ask(server.uri(), request, streamed);
                throw new AssertionError("the client took a refusal for an answer");
            } catch (Exception refused) {
                assertThat(refused).isInstanceOf(refusal());
            }
            return server.onlyRequest();
        }
    }

    private FakeRequest ours(ChatRequest request, boolean streamed) throws Exception {
        try (FakeProvider server = FakeProvider.start();
                JdkTransport transport = new JdkTransport()) {
            server.answer(refused());
            Clock clock = Clock.systemUTC();
            ChatProvider provider = provider(server.uri(), new ProviderContext(transport, Retry.NONE, clock));
            ChatCall call = new ChatCall(model(), request, Instant.now().plus(Duration.ofSeconds(30)), "idempotent");
            try {
                provider.chat(streamed ? call.withSink(new Unheard()) : call)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
                throw new AssertionError("we took a refusal for an answer");
            } catch (ExecutionException refused) {
                assertThat(refused).hasCauseInstanceOf(ProviderException.class);
            }
            return server.onlyRequest();
        }
    }
}
