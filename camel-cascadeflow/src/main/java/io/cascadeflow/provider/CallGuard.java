package io.cascadeflow.provider;

import io.cascadeflow.provider.ProviderException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds providers to their contract, whoever wrote them: every call ends once, with a reply or a failure, soon after its
 * deadline at the latest; none throws; a late second word is ignored. Thread-safe, and no thread waits.
 */
public final class CallGuard implements AutoCloseable {

    /** A provider that minds the deadline itself goes first: it knows more, such as the tokens that were spent. */
    static final Duration GRACE = Duration.ofMillis(100);

    private final Pause pause;
    private final Clock clock;
    private final Set<Guarded<?>> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public CallGuard(Pause pause, Clock clock) {
        this.pause = pause;
        this.clock = clock;
    }

    /** @param name the provider's name, for messages */
    public ChatProvider around(String name, ChatProvider provider) {
        return call -> watched(name + ":" + call.model(), call.deadline(), () -> provider.chat(call));
    }

    /** @param asked the provider and its model, for messages */
    <T> CompletableFuture<T> watched(String asked, Instant deadline, Supplier<? extends CompletionStage<T>> call) {
        Guarded<T> guarded = new Guarded<>(asked, deadline);
        guarded.start(call);
        return guarded.result;
    }

    /** Ends the calls that are under way. */
    @Override
    public void close() {
        closed = true;
        calls.forEach(Guarded::stop);
    }

    private final class Guarded<T> {

        private final String asked;
        private final Instant latest;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile CompletionStage<T> answer = new CompletableFuture<>();

        private Guarded(String asked, Instant latest) {
            this.asked = asked;
            this.latest = latest;
        }

        private void start(Supplier<? extends CompletionStage<T>> call) {
            calls.add(this);
            result.whenComplete((reply, failure) -> calls.remove(this));
            if (closed) {
                stop();
                return;
            }
            answer = ask(call);
            answer.whenComplete(this::tell);
            if (!result.isDone()) {
                watch();
            }
            // also when it was stopped while the provider was being asked
            result.whenComplete((reply, failure) -> cancelAnswer());
        }

        private CompletionStage<T> ask(Supplier<? extends CompletionStage<T>> call) {
            try {
                CompletionStage<T> stage = call.get();
                return stage != null ? stage : CompletableFuture.failedFuture(nothing());
            } catch (Throwable failure) {
                // an Error as well: else nobody would tell the caller
                return CompletableFuture.failedFuture(failure);
            }
        }

        private void tell(@Nullable T reply, @Nullable Throwable failure) {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            if (reply != null) {
                result.complete(reply);
            } else {
                result.completeExceptionally(failure == null ? nothing() : Cancellation.unwrap(failure));
            }
        }

        private void watch() {
            Duration left = Duration.between(clock.instant(), latest);
            CompletableFuture<Void> deadline;
            try {
                deadline = pause.of((left.isNegative() ? Duration.ZERO : left).plus(GRACE));
            } catch (RejectedExecutionException closing) {
                stop();
                return;
            }
            deadline.thenRun(
                    () -> giveUp(error(Kind.TIMEOUT, "no answer by the call's deadline; raise requestTimeout")));
            result.whenComplete((reply, failure) -> deadline.cancel(false));
        }

        private void stop() {
            giveUp(error(Kind.CANCELLED, "the component is stopped; start the Camel context again"));
        }

        /** The provider first: whoever is told may take long to come back. */
        private void giveUp(ProviderException why) {
            if (over.compareAndSet(false, true)) {
                cancelAnswer();
                result.completeExceptionally(why);
            }
        }

        private void cancelAnswer() {
            try {
                answer.toCompletableFuture().cancel(true);
            } catch (RuntimeException cannotBeCancelled) {
                // then it goes on, and nobody listens
            }
        }

        private ProviderException nothing() {
            return error(Kind.BAD_PAYLOAD, "the provider gave neither a reply nor a failure; mend its code");
        }

        private ProviderException error(Kind kind, String problem) {
            return new ProviderException(kind, "%s %s: %s".formatted(asked, kind, problem));
        }
    }
}
