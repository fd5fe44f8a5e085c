package io.cascadeflow.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Repeats transient failures with exponential backoff and full jitter, never earlier than the provider asks, and never past
 * the deadline: when the wait would end after it, the failure is passed on at once, with the provider's hint in it. So it is
 * when the endpoint's budget for retries is used up.
 */
public final class BackoffRetry implements Retry {

    private final Limits limits;
    private final Pause pause;
    private final Clock clock;
    private final DoubleSupplier random;
    private final RetryBudget budget;

    /**
     * How often and how patiently.
     *
     * @param retries further attempts after the first, 0 to 10
     * @param base longest pause after the first failure; it doubles with each one
     * @param cap longest pause ever, unless the provider asks for more
     */
    public record Limits(int retries, Duration base, Duration cap) {

        /** Two retries, half a second, eight seconds: as the SDKs of OpenAI and Anthropic do. */
        public static final Limits DEFAULT = new Limits(2, Duration.ofMillis(500), Duration.ofSeconds(8));

        public Limits {
            if (retries < 0 || retries > 10) {
                throw new IllegalArgumentException("retries is %d; give 0 to 10".formatted(retries));
            }
            if (base.isNegative() || cap.compareTo(base) < 0) {
                throw new IllegalArgumentException(
                        "backoff base is %s and cap %s; give a base of zero or more and a cap not below it"
                                .formatted(base, cap));
            }
        }

        /** The longest pause after failure number {@code failures}, 1 or more. */
        Duration longest(int failures) {
            Duration doubled = base.multipliedBy(1L << (failures - 1));
            return doubled.compareTo(cap) > 0 ? cap : doubled;
        }
    }

    /**
     * @param random draws from 0 up to 1, for the jitter
     */
    public BackoffRetry(Limits limits, Pause pause, Clock clock, DoubleSupplier random) {
        this(limits, pause, clock, random, RetryBudget.UNLIMITED);
    }

    /**
     * @param random draws from 0 up to 1, for the jitter
     * @param budget what all calls of the endpoint share
     */
    public BackoffRetry(Limits limits, Pause pause, Clock clock, DoubleSupplier random, RetryBudget budget) {
        this.limits = limits;
        this.pause = pause;
        this.clock = clock;
        this.random = random;
        this.budget = budget;
    }

    @Override
    public <T> CompletableFuture<T> execute(Supplier<? extends CompletionStage<T>> attempt, Instant deadline) {
        budget.called();
        Execution<T> execution = new Execution<>(attempt, deadline);
        execution.attempt(1);
        return execution.result;
    }

    private final class Execution<T> {

        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Cancellation cancellation = Cancellation.of(result);
        private final Supplier<? extends CompletionStage<T>> attempt;
        private final Instant deadline;

        private Execution(Supplier<? extends CompletionStage<T>> attempt, Instant deadline) {
            this.attempt = attempt;
            this.deadline = deadline;
        }

        private void attempt(int number) {
            if (result.isDone()) {
                return;
            }
            cancellation.step(start()).whenComplete((value, failure) -> {
                if (failure == null) {
                    result.complete(value);
                } else {
                    failed(number, Cancellation.unwrap(failure));
                }
            });
        }

        private CompletionStage<T> start() {
            try {
                return attempt.get();
            } catch (RuntimeException failure) {
                return CompletableFuture.failedFuture(failure);
            }
        }

        private void failed(int failures, Throwable failure) {
            if (failures <= limits.retries() && failure instanceof ProviderException error && error.isTransient()) {
                Duration wait = pauseAfter(failures, error);
                if (clock.instant().plus(wait).isBefore(deadline) && budget.mayRetry()) {
                    again(failures, wait);
                    return;
                }
            }
            result.completeExceptionally(failure);
        }

        private void again(int failures, Duration wait) {
            cancellation.step(pause.of(wait)).whenComplete((nothing, failure) -> {
                if (failure == null) {
                    attempt(failures + 1);
                } else {
                    result.completeExceptionally(Cancellation.unwrap(failure));
                }
            });
        }
    }

    private Duration pauseAfter(int failures, ProviderException error) {
        Duration jittered = Duration.ofNanos((long) (limits.longest(failures).toNanos() * random.getAsDouble()));
        Duration hint = error.retryAfter();
        return hint != null && hint.compareTo(jittered) > 0 ? hint : jittered;
    }
}
