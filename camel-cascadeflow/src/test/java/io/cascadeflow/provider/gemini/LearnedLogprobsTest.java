package io.cascadeflow.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.http.JdkTransport;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.FakeRequest;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.ReplySink;
import io.cascadeflow.provider.Retry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of Google's models have no log-probabilities is learned by asking: they refuse them in words only. */
@Timeout(60)
class LearnedLogprobsTest {

    private static final FakeModel MODEL = FakeModel.saying("gemini-served", "Paris it is.");
    private static final ChatRequest ASKED = ChatRequest.of("What?").withOutput(Output.DEFAULT.withLogprobs(3));

    private final FakeProvider fake = FakeProvider.start();
    private final JdkTransport transport = new JdkTransport();
    private final ChatProvider provider = new GeminiProviderFactory()
            .create(
                    ProviderSettings.of("gemini")
                            .withEnvironment(name -> null)
                            .withBaseUrl(fake.uri())
                            .withApiKey("k"),
                    new ProviderContext(transport, Retry.NONE, Clock.systemUTC()));

    @AfterEach
    void close() {
        transport.close();
        fake.close();
    }

    private static final class Unheard implements ReplySink {
        @Override
        public CompletionStage<Void> accept(ReplyEvent event) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> stop() {
            return new CompletableFuture<>();
        }
    }

    private ChatReply ask(String model, ChatRequest request, boolean streamed) {
        ChatCall call = new ChatCall(model, request, Instant.now().plusSeconds(30), "key");
        return provider.chat(streamed ? call.withSink(new Unheard()) : call)
                .toCompletableFuture()
                .join();
    }

    private ProviderException failure(ChatRequest request) {
        try {
            ask("m", request, false);
            throw new AssertionError("it should have failed");
        } catch (CompletionException failed) {
            assertThat(failed).hasCauseInstanceOf(ProviderException.class);
            return (ProviderException) Objects.requireNonNull(failed.getCause());
        }
    }

    /** Words alone, as Google refuses it. */
    private static FakeAnswer refused(FakeRequest request) {
        return FakeModel.error(request, 400, "", "INVALID_ARGUMENT");
    }

    private static FakeAnswer withoutLogprobs(FakeRequest request) {
        return request.text().contains("ogprobs") ? refused(request) : MODEL.answer(request);
    }

    private List<Boolean> asked() {
        return fake.requests().stream()
                .map(request -> request.text().contains("ogprobs"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aModelThatHasNoneIsAskedOnceAndNotAgain(boolean streamed) {
        fake.answer(LearnedLogprobsTest::withoutLogprobs);

        assertThat(ask("m", ASKED, streamed).text()).isEqualTo("Paris it is.");
        assertThat(ask("m", ASKED, streamed).text()).isEqualTo("Paris it is.");
        assertThat(ask("other", ASKED, streamed).text()).isEqualTo("Paris it is.");

        assertThat(asked()).as("another model is another matter").containsExactly(true, false, false, true, false);
    }

    @Test
    void whatIsRefusedForAnotherReasonTeachesNothing() {
        fake.answer(LearnedLogprobsTest::refused)
                .answer(LearnedLogprobsTest::refused)
                .answer(MODEL::answer);

        assertThat(failure(ASKED).kind()).isEqualTo(Kind.BAD_REQUEST);
        assertThat(ask("m", ASKED, false).text()).isEqualTo("Paris it is.");

        assertThat(asked()).containsExactly(true, false, true);
    }

    @Test
    void whoDidNotAskForThemIsRefusedAtOnce() {
        fake.answer(LearnedLogprobsTest::refused);

        assertThat(failure(ChatRequest.of("What?")).kind()).isEqualTo(Kind.BAD_REQUEST);
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void aKeyThatIsRefusedIsNoReasonToSuspectThem() {
        fake.answer(request -> FakeModel.error(request, 401, "", "UNAUTHENTICATED"));

        assertThat(failure(ASKED).kind()).isEqualTo(Kind.AUTH);
        assertThat(fake.requests()).hasSize(1);
    }
}
