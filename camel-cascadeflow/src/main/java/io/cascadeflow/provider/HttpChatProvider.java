package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ProviderException.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A provider reached by HTTP: a wire protocol on a transport, with the retries of the context. Thread-safe.
 *
 * <p>A parameter that a model refuses is left out in one further request of the same call, and from then on in every call
 * to that model. One that is only suspected is remembered when that further request is answered. Tokens that failed attempts consumed are added to the reply's, or to the failure's when none succeeds.
 */
public final class HttpChatProvider implements ChatProvider {

    private static final TokenUsage NOTHING = TokenUsage.of(0, 0);

    private final String name;
    private final WireProtocol protocol;
    private final ProviderContext context;
    private final RefusedParameters refused = new RefusedParameters();

    /**
     * @param name the provider's name, for messages
     */
    public HttpChatProvider(String name, WireProtocol protocol, ProviderContext context) {
        this.name = name;
        this.protocol = protocol;
        this.context = context;
    }

    @Override
    public CompletionStage<ChatReply> chat(ChatCall call) {
        return new Conversation(call).run();
    }

    @Override
    public boolean triesAgain() {
        return true;
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public Set<Feature> lacks(ChatCall call) {
        return protocol.lacks(call, refused.of(call.model()));
    }

    /** One logical call: its attempts share what they consumed and the one repair they have. */
    private final class Conversation {

        private final ChatCall call;
        private final CallErrors errors;
        private final CompletableFuture<ChatReply> result = new CompletableFuture<>();
        private final AtomicReference<@Nullable TokenUsage> wasted = new AtomicReference<>();
        private final AtomicBoolean repaired = new AtomicBoolean();
        private final AtomicReference<@Nullable String> suspected = new AtomicReference<>();

        private Conversation(ChatCall call) {
            this.call = call;
            this.errors = new CallErrors(name, call.model());
        }

        private CompletableFuture<ChatReply> run() {
            Cancellation.of(result)
                    .step(context.retry().execute(() -> call.attempts().make(this::attempt), call.deadline()))
                    .whenComplete((reply, failure) -> {
                        if (failure == null) {
                            result.complete(withWasted(reply));
                        } else {
                            result.completeExceptionally(withWasted(Cancellation.unwrap(failure)));
                        }
                    });
            return result;
        }

        private CompletableFuture<ChatReply> attempt() {
            CompletableFuture<ChatReply> attempt = new CompletableFuture<>();
            ask(attempt, Cancellation.of(attempt));
            return attempt;
        }

        private void ask(CompletableFuture<ChatReply> attempt, Cancellation cancellation) {
            Set<String> without = without();
            cancellation.step(answer(without)).whenComplete((reply, failure) -> {
                if (failure == null) {
                    convict();
                    attempt.complete(reply);
                    return;
                }
                Throwable cause = Cancellation.unwrap(failure);
                waste(cause);
                if (cause instanceof ProviderException error) {
                    protocol.refusedForGood(error).ifPresent(parameter -> refused.add(call.model(), parameter));
                }
                if (isRepairable(cause, without)) {
                    ask(attempt, cancellation);
                } else {
                    attempt.completeExceptionally(cause);
                }
            });
        }

        private Set<String> without() {
            String suspect = suspected.get();
            Set<String> all = new HashSet<>(refused.of(call.model()));
            return suspect == null || !all.add(suspect) ? Set.copyOf(all) : all;
        }

        /** The request was answered without the parameter, and had not been with it. */
        private void convict() {
            String suspect = suspected.get();
            if (suspect != null) {
                refused.add(call.model(), suspect);
            }
        }

        private CompletionStage<ChatReply> answer(Set<String> without) {
            Duration left = Duration.between(context.clock().instant(), call.deadline());
            if (left.isNegative() || left.isZero()) {
                return CompletableFuture.failedFuture(errors.error(
                                Kind.TIMEOUT,
                                "the deadline has passed before it was asked;"
                                        + " set a later deadline, or fewer and faster tiers")
                        .withUsage(NOTHING));
            }
            ReplySink sink = call.sink();
            try {
                HttpCall encoded =
                        sink == null ? protocol.encode(call, without) : protocol.encodeStreamed(call, without);
                HttpCall http = new HttpCall(encoded.method(), encoded.uri(), encoded.headers(), encoded.body(), left);
                return sink == null ? whole(http) : streamed(http, sink);
            } catch (ProviderException failure) {
                return CompletableFuture.failedFuture(failure);
            } catch (RuntimeException failure) {
                return CompletableFuture.failedFuture(new ProviderException(
                        Kind.BAD_REQUEST,
                        errors.message(
                                Kind.BAD_REQUEST,
                                "the request has no form in this provider's protocol; look at its options"),
                        ProviderException.Details.NONE,
                        Causes.redacted(failure)));
            }
        }

        private CompletionStage<ChatReply> whole(HttpCall http) {
            CompletableFuture<HttpReply> named = new CompletableFuture<>();
            Cancellation.of(named).step(context.transport().send(http)).whenComplete((reply, failure) -> {
                if (failure == null) {
                    named.complete(reply);
                } else {
                    named.completeExceptionally(errors.ofTransport(http, Cancellation.unwrap(failure)));
                }
            });
            CompletableFuture<ChatReply> decoded = new CompletableFuture<>();
            Cancellation.of(decoded).step(named).thenApply(this::decode).whenComplete((reply, failure) -> {
                if (failure == null) {
                    decoded.complete(reply);
                } else {
                    decoded.completeExceptionally(Cancellation.unwrap(failure));
                }
            });
            return decoded;
        }

        /** What the sink has shown to somebody cannot be taken back, so the call is not made again. */
        private CompletionStage<ChatReply> streamed(HttpCall http, ReplySink sink) {
            StreamedAttempt attempt = new StreamedAttempt(protocol, context, errors, call, sink, http);
            CompletableFuture<ChatReply> reply = new CompletableFuture<>();
            Cancellation.of(reply).step(attempt.run()).whenComplete((whole, failure) -> {
                if (failure == null) {
                    reply.complete(whole);
                    return;
                }
                Throwable cause = Cancellation.unwrap(failure);
                boolean shown = attempt.hasBegun() && !sink.restart();
                reply.completeExceptionally(
                        shown && cause instanceof ProviderException error ? error.notToBeRepeated() : cause);
            });
            return reply;
        }

        private ChatReply decode(HttpReply reply) {
            try {
                return protocol.decode(call, reply);
            } catch (ProviderException failure) {
                throw failure;
            } catch (RuntimeException failure) {
                throw new HttpErrors(name, context.clock())
                        .unreadable(call.model(), reply, "the reply cannot be read", failure);
            }
        }

        /** Once per call, and only if the parameter was in the request: else the same refusal would come again. */
        private boolean isRepairable(Throwable failure, Set<String> without) {
            if (!(failure instanceof ProviderException error)) {
                return false;
            }
            Optional<String> suspect = protocol.suspect(call, without, error);
            if (suspect.isPresent() && repaired.compareAndSet(false, true)) {
                suspected.set(suspect.get());
                return true;
            }
            if (error.kind() != Kind.UNSUPPORTED_PARAMETER
                    || error.parameter() == null
                    || without.contains(error.parameter())
                    || !repaired.compareAndSet(false, true)) {
                return false;
            }
            refused.add(call.model(), error.parameter());
            return true;
        }

        private void waste(Throwable failure) {
            TokenUsage usage =
                    failure instanceof ProviderException error ? error.details().usage() : null;
            if (usage != null && !usage.equals(NOTHING)) {
                wasted.accumulateAndGet(usage, HttpChatProvider::sum);
            }
        }

        /** A provider's own bill covers the last attempt only, so it gives way to the tokens of all. */
        private ChatReply withWasted(ChatReply reply) {
            TokenUsage before = wasted.get();
            if (before == null) {
                return reply;
            }
            TokenUsage last = reply.usage() != null ? reply.usage() : TokenEstimate.of(call.request(), reply);
            return new ChatReply(
                    reply.id(),
                    reply.model(),
                    reply.message(),
                    reply.ending(),
                    sum(last, before),
                    reply.logprobs(),
                    null);
        }

        private Throwable withWasted(Throwable failure) {
            TokenUsage all = wasted.get();
            return failure instanceof ProviderException error && all != null ? error.withUsage(all) : failure;
        }
    }

    private static TokenUsage sum(@Nullable TokenUsage one, @Nullable TokenUsage other) {
        return (one == null ? NOTHING : one).plus(other == null ? NOTHING : other);
    }
}
