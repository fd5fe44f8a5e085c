package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ProviderException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A provider that is a chat model of another library, with the retries of the context: the only ones, so the model should have
 * none of its own. Thread-safe; who calls never waits, for the model is asked on threads for such calls.
 */
public final class BeanChatProvider implements ChatProvider {

    private final String name;
    private final ModelBean bean;
    private final BlockingCalls threads;
    private final ProviderContext context;

    /** @param name the provider's name, for messages */
    public BeanChatProvider(String name, ModelBean bean, BlockingCalls threads, ProviderContext context) {
        this.name = name;
        this.bean = bean;
        this.threads = threads;
        this.context = context;
    }

    @Override
    public CompletionStage<ChatReply> chat(ChatCall call) {
        return context.retry().execute(() -> call.attempts().make(() -> attempt(call)), call.deadline());
    }

    @Override
    public boolean triesAgain() {
        return true;
    }

    @Override
    public boolean streams() {
        return bean.streams();
    }

    private CompletionStage<ChatReply> attempt(ChatCall call) {
        BeanErrors errors = new BeanErrors(name, call.model(), context.clock());
        Duration left = Duration.between(context.clock().instant(), call.deadline());
        if (left.isNegative() || left.isZero()) {
            return CompletableFuture.failedFuture(errors.of(
                            Kind.TIMEOUT,
                            "the deadline has passed before it was asked; set a later deadline, or fewer and faster tiers",
                            null)
                    .withUsage(TokenUsage.of(0, 0)));
        }
        ReplySink sink = call.sink();
        if (bean.givesWhole() && (sink == null || !bean.streams())) {
            return whole(call, errors, left);
        }
        return streamed(call, errors, left, sink == null ? new Taken() : sink);
    }

    private CompletionStage<ChatReply> whole(ChatCall call, BeanErrors errors, Duration left) {
        CompletableFuture<ChatReply> result = new CompletableFuture<>();
        Cancellation.of(result).step(threads.call(() -> bean.ask(call), left)).whenComplete((reply, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure(errors, failure));
            } else {
                result.complete(reply);
            }
        });
        return result;
    }

    /** What the sink has shown to somebody cannot be taken back, so the call is not made again. */
    private CompletionStage<ChatReply> streamed(ChatCall call, BeanErrors errors, Duration left, ReplySink sink) {
        PushedReply pushed = new PushedReply(context, errors, call, sink);
        CompletableFuture<ChatReply> result = new CompletableFuture<>();
        CompletableFuture<ChatReply> reply =
                Cancellation.of(result).step(pushed.begin(left, thrown -> failure(errors, thrown)));
        CompletableFuture<Void> asking = threads.call(
                () -> {
                    bean.stream(call, pushed);
                    return null;
                },
                left);
        pushed.over().whenComplete((done, failure) -> {
            // a model that told its end may still have to tell its listeners
            if (failure != null) {
                asking.cancel(true);
            }
        });
        asking.whenComplete((nothing, failure) -> {
            if (failure != null) {
                pushed.fail(failure);
            }
        });
        reply.whenComplete((whole, failure) -> {
            if (failure == null) {
                result.complete(whole);
                return;
            }
            ProviderException cause = failure(errors, failure);
            boolean shown = pushed.hasBegun() && !sink.restart();
            result.completeExceptionally(shown ? cause.notToBeRepeated() : cause);
        });
        return result;
    }

    private ProviderException failure(BeanErrors errors, Throwable thrown) {
        Throwable cause = Cancellation.unwrap(thrown);
        return cause instanceof ProviderException known ? known : bean.failure(errors, cause);
    }

    /** Takes everything: only the whole is wanted. */
    private static final class Taken implements ReplySink {

        private final CompletableFuture<Void> never = new CompletableFuture<>();

        @Override
        public CompletionStage<Void> accept(ReplyEvent event) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> stop() {
            return never;
        }

        @Override
        public boolean restart() {
            return true;
        }
    }
}
