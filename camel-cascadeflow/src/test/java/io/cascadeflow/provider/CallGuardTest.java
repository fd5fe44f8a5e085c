package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.provider.ProviderException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CallGuardTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final ChatCall CALL = new ChatCall("m", ChatRequest.of("a secret"), NOW.plusSeconds(20), "key");
    private static final ChatReply REPLY = ChatReply.of("m", "4");

    private final List<Duration> waits = new ArrayList<>();
    private final List<CompletableFuture<Void>> pauses = new ArrayList<>();
    private final CallGuard guard = new CallGuard(this::pause, Clock.fixed(NOW, ZoneOffset.UTC));

    private CompletableFuture<Void> pause(Duration duration) {
        waits.add(duration);
        pauses.add(new CompletableFuture<>());
        return pauses.get(pauses.size() - 1);
    }

    private CompletableFuture<ChatReply> call(ChatProvider provider) {
        return guard.around("bean", provider).chat(CALL).toCompletableFuture();
    }

    private static ProviderException failureOf(CompletableFuture<ChatReply> result) {
        assertThat(result).isCompletedExceptionally();
        Throwable cause =
                catchThrowableOfType(CompletionException.class, result::join).getCause();
        assertThat(cause).isInstanceOf(ProviderException.class).hasMessageNotContaining("secret");
        return (ProviderException) Objects.requireNonNull(cause);
    }

    @Test
    void passesRepliesAndFailuresOn() {
        assertThat(call(call -> CompletableFuture.completedFuture(REPLY))).isCompletedWithValue(REPLY);
        ProviderException refused = new ProviderException(Kind.AUTH, "no");
        assertThat(failureOf(call(call -> CompletableFuture.failedFuture(new CompletionException(refused)))))
                .isSameAs(refused);
        assertThat(waits).as("nothing is watched that is over").isEmpty();
    }

    @Test
    void aCallThatBeginsWhileEverythingEndsIsCancelled() {
        CallGuard closing = new CallGuard(
                duration -> {
                    throw new RejectedExecutionException("no timer any more");
                },
                Clock.fixed(NOW, ZoneOffset.UTC));
        CompletableFuture<ChatReply> silent = new CompletableFuture<>();

        CompletableFuture<ChatReply> result =
                closing.around("bean", call -> silent).chat(CALL).toCompletableFuture();

        assertThat(failureOf(result).kind()).isEqualTo(Kind.CANCELLED);
        assertThat(silent).isCancelled();
    }

    @Test
    void turnsWhatIsThrownIntoAFailure() {
        ProviderException refused = new ProviderException(Kind.AUTH, "no");
        assertThat(failureOf(call(call -> {
                    throw refused;
                })))
                .isSameAs(refused);
        CompletableFuture<ChatReply> error = call(call -> {
            throw new NoClassDefFoundError("Sdk");
        });
        assertThat(error).isCompletedExceptionally();
    }

    @Test
    @SuppressWarnings("NullAway") // code that nobody checked
    void turnsNothingIntoAFailureThatNamesProviderAndModel() {
        List<CompletionStage<ChatReply>> nothings = new ArrayList<>();
        nothings.add(null);
        nothings.add(CompletableFuture.completedFuture(null));
        assertThat(nothings)
                .allSatisfy(nothing -> assertThat(failureOf(call(call -> nothing)))
                        .hasMessageStartingWith("bean:m BAD_PAYLOAD")
                        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.BAD_PAYLOAD)));
    }

    @Test
    void failsACallThatNeverAnswersAtItsDeadlineAndGivesItUp() {
        CompletableFuture<ChatReply> silent = new CompletableFuture<>();
        CompletableFuture<ChatReply> result = call(call -> silent);
        assertThat(waits).containsExactly(Duration.ofSeconds(20).plus(CallGuard.GRACE));
        assertThat(result).isNotDone();

        pauses.get(0).complete(null);
        assertThat(failureOf(result).kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(silent).isCancelled();
    }

    @Test
    void ignoresALateOrSecondWord() {
        CompletableFuture<ChatReply> uncancellable = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return false;
            }
        };
        CompletableFuture<ChatReply> result = call(call -> uncancellable);
        pauses.get(0).complete(null);
        uncancellable.complete(REPLY);

        assertThat(failureOf(result).kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void leavesAStageThatCannotBeCancelledAlone() {
        CompletionStage<ChatReply> minimal = new CompletableFuture<ChatReply>() {
            @Override
            public CompletableFuture<ChatReply> toCompletableFuture() {
                throw new IllegalStateException("a stage that gives no future");
            }
        };
        CompletableFuture<ChatReply> result = call(call -> minimal);
        pauses.get(0).complete(null);

        assertThat(failureOf(result).kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void handsCancellationOn() {
        CompletableFuture<ChatReply> silent = new CompletableFuture<>();
        call(call -> silent).cancel(true);

        assertThat(silent).isCancelled();
    }

    @Test
    void freesTheTimerWhenTheAnswerComes() {
        CompletableFuture<ChatReply> pending = new CompletableFuture<>();
        CompletableFuture<ChatReply> result = call(call -> pending);
        pending.complete(REPLY);

        assertThat(result).isCompletedWithValue(REPLY);
        assertThat(pauses.get(0)).isCancelled();
    }

    @Test
    void endsWhatIsUnderWayAndRefusesWhatComesAfterItIsClosed() {
        CompletableFuture<ChatReply> silent = new CompletableFuture<>();
        CompletableFuture<ChatReply> result = call(call -> silent);
        guard.close();

        assertThat(failureOf(result).kind()).isEqualTo(Kind.CANCELLED);
        assertThat(silent).isCancelled();
        assertThat(failureOf(call(call -> CompletableFuture.completedFuture(REPLY)))
                        .kind())
                .isEqualTo(Kind.CANCELLED);
    }

    @Test
    void endsACallThatIsJustBeingAskedWhenItIsClosed() {
        CompletableFuture<ChatReply> silent = new CompletableFuture<>();
        CompletableFuture<ChatReply> result = call(call -> {
            guard.close();
            return silent;
        });

        assertThat(failureOf(result).kind()).isEqualTo(Kind.CANCELLED);
        assertThat(silent).isCancelled();
    }
}
