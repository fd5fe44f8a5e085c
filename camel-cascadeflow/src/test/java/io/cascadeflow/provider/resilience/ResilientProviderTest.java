package io.cascadeflow.provider.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.provider.Attempts;
import io.cascadeflow.provider.BackoffRetry;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.Retry;
import io.cascadeflow.provider.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResilientProviderTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final ChatReply REPLY = ChatReply.of("m", "4");

    private final VirtualTime time = VirtualTime.still(NOON);
    private final List<ChatCall> asked = new CopyOnWriteArrayList<>();
    private final RateBucket bucket = new RateBucket(time);
    private Function<ChatCall, CompletionStage<ChatReply>> server = call -> CompletableFuture.completedFuture(REPLY);

    @Test
    void anEndpointThatIsDownIsNotTriedByEveryCall() {
        server = call -> CompletableFuture.failedFuture(new ProviderException(Kind.CONNECT, "down"));
        ChatProvider provider = protectedBy(ProtectedEndpoint.Rules.DEFAULT, false);

        for (int i = 0; i < 100; i++) {
            failure(provider.chat(call()));
        }

        assertThat(asked).hasSize(5);
        ProviderException refused = failure(provider.chat(call()));
        assertThat(refused.kind()).isEqualTo(Kind.BREAKER_OPEN);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(refused).hasMessageStartingWith("p:m BREAKER_OPEN: ");
    }

    @Test
    void ofAHundredCallsAtOnceOneFindsOutWhetherTheEndpointIsBack() {
        server = call -> CompletableFuture.failedFuture(new ProviderException(Kind.CONNECT, "down"));
        ChatProvider provider = protectedBy(ProtectedEndpoint.Rules.DEFAULT, false);
        for (int i = 0; i < 5; i++) {
            failure(provider.chat(call()));
        }
        time.advance(Duration.ofSeconds(30));
        server = call -> new CompletableFuture<>();

        long refused = IntStream.range(0, 100)
                .parallel()
                .mapToObj(i -> provider.chat(call()).toCompletableFuture())
                .filter(CompletableFuture::isCompletedExceptionally)
                .count();

        assertThat(refused).isEqualTo(99);
        assertThat(asked).hasSize(6);
    }

    @Test
    void theBreakerCountsALogicalCallOnceHoweverOftenItIsTried() {
        server = call -> CompletableFuture.failedFuture(new ProviderException(Kind.CONNECT, "down"));
        ChatProvider provider = protectedBy(ProtectedEndpoint.Rules.DEFAULT, true);

        for (int i = 0; i < 4; i++) {
            failure(provider.chat(call()));
        }
        assertThat(asked).as("two retries each").hasSize(12);
        failure(provider.chat(call()));

        assertThat(failure(provider.chat(call())).kind()).isEqualTo(Kind.BREAKER_OPEN);
        assertThat(asked).hasSize(15);
    }

    @Test
    void whatAnotherCallGaveUpAtItsDeadlineCountsAsATimeout() {
        server = call -> new CompletableFuture<>();
        ChatProvider provider = protectedBy(ProtectedEndpoint.Rules.DEFAULT, false);

        for (int i = 0; i < 10; i++) {
            provider.chat(call()).toCompletableFuture().cancel(true);
        }
        assertThat(asked).as("given up before the deadline").hasSize(10);
        for (int i = 0; i < 5; i++) {
            CompletableFuture<ChatReply> late = provider.chat(call()).toCompletableFuture();
            time.advance(Duration.ofSeconds(20));
            late.cancel(true);
        }

        assertThat(failure(provider.chat(call())).kind()).isEqualTo(Kind.BREAKER_OPEN);
        assertThat(asked).hasSize(15);
    }

    @Test
    void aProviderThatThrowsGivesItsPlaceBack() {
        server = call -> {
            throw new IllegalStateException("broken");
        };
        ChatProvider provider = protectedBy(rules(1, Duration.ZERO), false);
        for (int i = 0; i < 3; i++) {
            assertThat(provider.chat(call()).toCompletableFuture()).isCompletedExceptionally();
        }

        assertThat(asked).hasSize(3);
    }

    @Test
    void holdsAPlaceForAnAttemptAndNoneInThePauseBetweenTwo() {
        CompletableFuture<Void> pause = new CompletableFuture<>();
        BackoffRetry retry = new BackoffRetry(BackoffRetry.Limits.DEFAULT, d -> pause, time, () -> 0.5);
        List<CompletableFuture<ChatReply>> replies = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        server = call -> replies.get(asked.size() - 1);
        ChatProvider provider = protectedBy(rules(1, Duration.ZERO), retry);
        provider.chat(call());

        replies.get(0).completeExceptionally(new ProviderException(Kind.SERVER, "no"));
        CompletableFuture<ChatReply> other = provider.chat(call()).toCompletableFuture();
        replies.get(1).complete(REPLY);

        assertThat(other).isCompletedWithValue(REPLY);
    }

    @Test
    void whoFindsNoPlaceIsToldSoAndTheBreakerIsNot() {
        server = call -> new CompletableFuture<>();
        ChatProvider provider = protectedBy(rules(1, Duration.ZERO), false);
        provider.chat(call());

        for (int i = 0; i < 20; i++) {
            ProviderException full = failure(provider.chat(call()));
            assertThat(full.kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(full).hasMessageContaining("raise maxConcurrentCalls or concurrentCallWait");
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void waitsForTheRateWithoutAThread() {
        ChatProvider provider = protectedBy(ProtectedEndpoint.Rules.DEFAULT, false);
        spent("60s", 60);

        provider.chat(call()).toCompletableFuture().join();

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void failsAtOnceWhenTheRateLeavesNoRoomBeforeTheDeadline() {
        ChatProvider provider = protectedBy(ProtectedEndpoint.Rules.DEFAULT, false);
        spent("60s", 2);

        ProviderException limited = failure(provider.chat(call()));

        assertThat(limited.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(asked).isEmpty();
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void aCallThatWasRefusedByItsBudgetIsNotAsked() {
        ChatProvider provider = protectedBy(ProtectedEndpoint.Rules.DEFAULT, false);
        Attempts refusing = attempt -> CompletableFuture.failedFuture(new IllegalStateException("no money"));

        assertThat(provider.chat(call().withAttempts(refusing)).toCompletableFuture())
                .isCompletedExceptionally();
        assertThat(asked).isEmpty();
    }

    @Test
    void cancellingCancelsWhatIsUnderWay() {
        CompletableFuture<ChatReply> underWay = new CompletableFuture<>();
        server = call -> underWay;

        protectedBy(rules(5, Duration.ZERO), false)
                .chat(call())
                .toCompletableFuture()
                .cancel(true);

        assertThat(underWay).isCancelled();
    }

    private void spent(String reset, int limit) {
        bucket.replied(
                bucket.sent(),
                new HttpReply(
                        200,
                        Map.of(
                                "x-ratelimit-limit-requests",
                                "" + limit,
                                "x-ratelimit-remaining-requests",
                                "0",
                                "x-ratelimit-reset-requests",
                                reset),
                        new byte[0]));
    }

    private static ProtectedEndpoint.Rules rules(int places, Duration patience) {
        return new ProtectedEndpoint.Rules(Breaker.Rules.DEFAULT, places, patience, 0.1);
    }

    private ChatProvider protectedBy(ProtectedEndpoint.Rules rules, boolean retries) {
        return protectedBy(
                rules, retries ? new BackoffRetry(BackoffRetry.Limits.DEFAULT, time, time, () -> 0.5) : Retry.NONE);
    }

    private ChatProvider protectedBy(ProtectedEndpoint.Rules rules, Retry retry) {
        ChatProvider trying = new ChatProvider() {
            @Override
            public CompletionStage<ChatReply> chat(ChatCall call) {
                return retry.execute(
                        () -> call.attempts().make(() -> {
                            asked.add(call);
                            return server.apply(call);
                        }),
                        call.deadline());
            }

            @Override
            public boolean triesAgain() {
                return true;
            }
        };
        return new ResilientProvider("p", trying, ProtectedEndpoint.of(rules, time, time), bucket, time, time);
    }

    private ChatCall call() {
        return new ChatCall("m", ChatRequest.of("2+2?"), time.instant().plusSeconds(20), "key");
    }

    private static ProviderException failure(CompletionStage<ChatReply> stage) {
        try {
            stage.toCompletableFuture().join();
            throw new AssertionError("an answer");
        } catch (CompletionException e) {
            return (ProviderException) Objects.requireNonNull(e.getCause());
        }
    }
}
