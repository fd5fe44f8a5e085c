package io.cascadeflow.provider.resilience;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.Attempts;
import io.cascadeflow.provider.Cancellation;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.Feature;
import io.cascadeflow.provider.Pause;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Details;
import io.cascadeflow.provider.ProviderException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A provider behind its endpoint's breaker, its rate limits and its limit of requests at once. The breaker sees logical
 * calls; the limits see attempts, so that a pause between two of them holds no place. Thread-safe; no thread waits.
 */
public final class ResilientProvider implements ChatProvider {

    private final String name;
    private final ChatProvider provider;
    private final ProtectedEndpoint endpoint;
    private final @Nullable RateBucket bucket;
    private final Pause pause;
    private final Clock clock;

    /**
     * @param name the provider's name, for messages
     * @param bucket the rate limits to keep; absent to leave them to the provider
     */
    public ResilientProvider(
            String name,
            ChatProvider provider,
            ProtectedEndpoint endpoint,
            @Nullable RateBucket bucket,
            Pause pause,
            Clock clock) {
        this.name = name;
        this.provider = provider;
        this.endpoint = endpoint;
        this.bucket = bucket;
        this.pause = pause;
        this.clock = clock;
    }

    /** All attempts are made through {@link ChatCall#attempts()}, the only one of a provider that tries once as well. */
    @Override
    public boolean triesAgain() {
        return true;
    }

    @Override
    public boolean streams() {
        return provider.streams();
    }

    @Override
    public Set<Feature> lacks(ChatCall call) {
        return provider.lacks(call);
    }

    @Override
    public CompletionStage<ChatReply> chat(ChatCall call) {
        Breaker breaker = endpoint.breaker();
        if (breaker == null) {
            return ask(call);
        }
        if (!breaker.enter()) {
            Duration wait = breaker.retryAfter();
            return failed(
                    Kind.BREAKER_OPEN,
                    call,
                    "too many of its calls failed lately; it is asked again after a pause (breakerOpenFor)",
                    wait);
        }
        Instant start = clock.instant();
        CompletableFuture<ChatReply> result = new CompletableFuture<>();
        Cancellation.of(result).step(begun(() -> ask(call))).whenComplete((reply, failure) -> {
            Throwable cause = failure == null ? null : Cancellation.unwrap(failure);
            breaker.ended(Duration.between(start, clock.instant()), seen(cause, call));
            tell(result, reply, cause);
        });
        return result;
    }

    /** Who gives a call up at its deadline had no answer in time: that tells of the endpoint. */
    private @Nullable Throwable seen(@Nullable Throwable failure, ChatCall call) {
        boolean late =
                failure instanceof CancellationException && !clock.instant().isBefore(call.deadline());
        return late ? new ProviderException(Kind.TIMEOUT, "given up at the deadline") : failure;
    }

    private CompletionStage<ChatReply> ask(ChatCall call) {
        Attempts attempts = call.attempts();
        Attempts limited = attempt -> inTime(call, () -> inPlace(call, () -> attempts.make(attempt)));
        return provider.triesAgain()
                ? provider.chat(call.withAttempts(limited))
                : limited.make(() -> provider.chat(call));
    }

    /** Before the limit of requests at once: whoever waits for the provider's rate takes nobody's place. */
    private CompletionStage<ChatReply> inTime(ChatCall call, Supplier<CompletionStage<ChatReply>> attempt) {
        if (bucket == null) {
            return attempt.get();
        }
        RateNeed need = RateNeed.of(call.request());
        Duration left = left(call);
        Duration wait = bucket.take(need, left);
        if (wait.compareTo(left) > 0) {
            return failed(
                    Kind.RATE_LIMITED,
                    call,
                    "the provider's rate limit leaves no room for it before its deadline; ask later, or raise the limit at the provider",
                    wait);
        }
        if (wait.isZero()) {
            return attempt.get();
        }
        CompletableFuture<ChatReply> result = new CompletableFuture<>();
        Cancellation cancellation = Cancellation.of(result);
        cancellation.step(pause.of(wait)).whenComplete((nothing, failure) -> {
            if (failure == null && !result.isDone()) {
                follow(cancellation, begun(attempt), result);
            } else {
                bucket.giveBack(need);
                result.cancel(false);
            }
        });
        return result;
    }

    private CompletionStage<ChatReply> inPlace(ChatCall call, Supplier<CompletionStage<ChatReply>> attempt) {
        ConcurrencyLimit places = endpoint.places();
        if (places.places() == 0) {
            return attempt.get();
        }
        CompletableFuture<ChatReply> result = new CompletableFuture<>();
        Cancellation cancellation = Cancellation.of(result);
        cancellation.step(places.enter(patience(call))).whenComplete((place, failure) -> {
            if (failure != null) {
                result.cancel(false);
            } else if (!place) {
                result.completeExceptionally(full(call));
            } else {
                result.whenComplete((reply, ended) -> places.leave());
                if (!result.isDone()) {
                    follow(cancellation, begun(attempt), result);
                }
            }
        });
        return result;
    }

    private ProviderException full(ChatCall call) {
        return error(
                Kind.OVERLOADED,
                call,
                "%d of its requests are under way and no place became free; raise maxConcurrentCalls or concurrentCallWait"
                        .formatted(endpoint.places().places()),
                null);
    }

    private Duration patience(ChatCall call) {
        Duration left = left(call);
        return left.compareTo(endpoint.patience()) < 0 ? left : endpoint.patience();
    }

    private Duration left(ChatCall call) {
        Duration left = Duration.between(clock.instant(), call.deadline());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static void follow(
            Cancellation cancellation, CompletionStage<ChatReply> stage, CompletableFuture<ChatReply> result) {
        cancellation.step(stage).whenComplete((reply, failure) -> tell(result, reply, failure));
    }

    private static void tell(
            CompletableFuture<ChatReply> result, @Nullable ChatReply reply, @Nullable Throwable failure) {
        if (failure == null) {
            result.complete(reply);
        } else {
            result.completeExceptionally(Cancellation.unwrap(failure));
        }
    }

    /** What a provider throws is its failure: else the place and the breaker's permission would never come back. */
    private static CompletionStage<ChatReply> begun(Supplier<CompletionStage<ChatReply>> work) {
        try {
            return work.get();
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private CompletionStage<ChatReply> failed(Kind kind, ChatCall call, String problem, Duration retryAfter) {
        return CompletableFuture.failedFuture(error(kind, call, problem, retryAfter));
    }

    private ProviderException error(Kind kind, ChatCall call, String problem, @Nullable Duration retryAfter) {
        return new ProviderException(
                kind,
                "%s:%s %s: %s".formatted(name, call.model(), kind, problem),
                new Details(0, null, null, null, retryAfter, null, null),
                null);
    }
}
