package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ProviderException.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class HttpChatProviderTest {

    private static final String GOOD =
            "{\"message\":{\"text\":\"Paris\"},\"finish\":\"stop\",\"usage\":{\"in\":10,\"out\":1}}";

    private final VirtualTime time = VirtualTime.still(Instant.parse("2026-11-23T12:00:00Z"));
    private final Queue<CompletionStage<HttpReply>> replies = new ArrayDeque<>();
    private final List<HttpCall> calls = new ArrayList<>();
    private final Transport transport = call -> {
        calls.add(call);
        CompletionStage<HttpReply> next = replies.poll();
        return next == null ? new CompletableFuture<>() : next;
    };
    private final ProviderContext context =
            new ProviderContext(transport, new BackoffRetry(BackoffRetry.Limits.DEFAULT, time, time, () -> 0.5), time);
    private final ChatProvider provider =
            new HttpChatProvider("plain", new PlainProtocol(URI.create("http://models:80"), "k", time), context);

    @Test
    void addsTheTokensOfFailedAttemptsToTheReplys() {
        reply(500, error("", 10, 3));
        reply(503, error("", 20, 4));
        reply(200, GOOD);

        assertThat(ask().join().usage()).isEqualTo(TokenUsage.of(40, 8));
    }

    @Test
    void carriesTheTokensOfAllAttemptsInTheFailure() {
        for (int i = 0; i < 3; i++) {
            reply(500, error("", 10, 1));
        }

        ProviderException failure = failure(ask());

        assertThat(failure.details().usage()).isEqualTo(TokenUsage.of(30, 3));
        assertThat(failure.kind()).isEqualTo(Kind.SERVER);
        assertThat(failure.httpStatus()).isEqualTo(500);
    }

    @Test
    void countsTheTokensOfARepairedAttemptOnce() {
        reply(400, error("\"code\":\"unsupported_value\",\"param\":\"temperature\",", 5, 0));
        reply(200, GOOD);

        assertThat(ask().join().usage()).isEqualTo(TokenUsage.of(15, 1));
    }

    @Test
    void losesNoTokensOfAFailedAttemptWhenTheReplyIsWithoutUsage() {
        reply(500, error("", 10_000, 1));
        reply(200, GOOD.replace(",\"usage\":{\"in\":10,\"out\":1}", ""));

        assertThat(ask().join().usage()).isNotNull().satisfies(usage -> {
            assertThat(usage.input()).isGreaterThan(10_000);
            assertThat(usage.estimated()).isTrue();
        });
    }

    @Test
    void anAttemptThatSaysItTookNothingAddsNothing() {
        reply(500, error("", 0, 0));
        reply(200, GOOD.replace(",\"usage\":{\"in\":10,\"out\":1}", ""));

        assertThat(ask().join().usage()).isNull();
    }

    @Test
    void replyWithoutUsageStaysWithoutIt() {
        reply(200, GOOD.replace(",\"usage\":{\"in\":10,\"out\":1}", ""));

        assertThat(ask().join().usage()).isNull();
    }

    @Test
    void givesEachAttemptTheTimeThatIsLeft() {
        reply(503, "");
        reply(200, GOOD);

        ask().join();

        assertThat(calls)
                .extracting(HttpCall::timeout)
                .containsExactly(Duration.ofSeconds(20), Duration.ofMillis(19_750));
    }

    @Test
    void remembersRefusedParametersForThatModelOnly() {
        reply(400, error("\"code\":\"unsupported_value\",\"param\":\"temperature\",", 0, 0));
        reply(200, GOOD);
        reply(200, GOOD);
        reply(200, GOOD);

        ask().join();
        ask("plain-1").join();
        ask("plain-2").join();

        assertThat(calls).extracting(HttpChatProviderTest::hasTemperature).containsExactly(true, false, false, true);
    }

    @Test
    void refusalOfWhatWasNotSentIsNotRepaired() {
        reply(400, error("\"code\":\"unsupported_parameter\",\"param\":\"temperature\",", 0, 0));
        reply(400, error("\"code\":\"unsupported_parameter\",\"param\":\"temperature\",", 0, 0));

        assertThat(failure(ask()).kind()).isEqualTo(Kind.UNSUPPORTED_PARAMETER);
        assertThat(calls).hasSize(2);
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void secondRefusalInOneCallIsNotRepaired() {
        reply(400, error("\"code\":\"unsupported_parameter\",\"param\":\"temperature\",", 0, 0));
        reply(400, error("\"code\":\"unsupported_parameter\",\"param\":\"top_p\",", 0, 0));
        reply(200, GOOD);

        assertThat(failure(ask()).parameter()).isEqualTo("top_p");
        assertThat(calls).hasSize(2);
    }

    @Test
    void repairDoesNotUseUpARetry() {
        reply(503, "");
        reply(503, "");
        reply(400, error("\"code\":\"unsupported_parameter\",\"param\":\"temperature\",", 0, 0));
        reply(200, GOOD);

        assertThat(ask().join().text()).isEqualTo("Paris");
    }

    @Test
    void failureOfTheTransportNamesProviderAndModel() {
        HttpCall call =
                new HttpCall("POST", URI.create("http://u:pw@models:80/x?key=k"), Map.of(), new byte[0], Duration.ZERO);
        for (int i = 0; i < 3; i++) {
            replies.add(CompletableFuture.failedFuture(TransportErrors.of(Kind.CONNECT, call, null)));
        }

        assertThat(failure(ask())).hasMessageStartingWith("plain:plain-1 CONNECT (models:80): ");
    }

    @Test
    void anyOtherFailureOfATransportIsAConnectFailure() {
        replies.add(CompletableFuture.failedFuture(new CompletionException(new IllegalStateException("broken"))));
        reply(200, GOOD);

        assertThat(ask().join().text()).isEqualTo("Paris");
        assertThat(calls).hasSize(2);
    }

    @Test
    void cancellingEndsTheExchangeAndStartsNoOther() {
        CompletableFuture<HttpReply> exchange = new CompletableFuture<>();
        replies.add(exchange);
        CompletableFuture<ChatReply> reply = ask();

        reply.cancel(true);

        assertThat(exchange).isCancelled();
        assertThat(calls).hasSize(1);
    }

    @Test
    void cancellingEndsThePauseBetweenAttempts() {
        CompletableFuture<Void> pause = new CompletableFuture<>();
        ProviderContext pausing = new ProviderContext(
                transport, new BackoffRetry(BackoffRetry.Limits.DEFAULT, d -> pause, time, () -> 0.5), time);
        reply(503, "");
        CompletableFuture<ChatReply> reply = new HttpChatProvider(
                        "plain", new PlainProtocol(URI.create("http://models"), "k", time), pausing)
                .chat(call("plain-1"))
                .toCompletableFuture();

        reply.cancel(true);

        assertThat(pause).isCancelled();
        assertThat(calls).hasSize(1);
    }

    @Test
    void protocolThatCannotWriteTheRequestIsABadRequestWithoutItsWords() {
        ChatProvider broken = new HttpChatProvider("plain", new Broken(), context);

        ProviderException failure = failure(broken.chat(call("plain-1")).toCompletableFuture());

        assertThat(failure.kind()).isEqualTo(Kind.BAD_REQUEST);
        assertThat(failure).hasStackTraceContaining("IllegalStateException");
        assertThat(failure.getCause()).message().doesNotContain("prompt");
        assertThat(calls).isEmpty();
    }

    @Test
    void protocolThatStumblesOverAReplyMakesItUnreadable() {
        reply(200, GOOD);
        WireProtocol stumbling = new WireProtocol() {
            @Override
            public HttpCall encode(ChatCall call, Set<String> refused) {
                return new PlainProtocol(URI.create("http://models"), "k", time).encode(call, refused);
            }

            @Override
            public ChatReply decode(ChatCall call, HttpReply reply) {
                throw new IllegalStateException("the answer Paris");
            }
        };

        ProviderException failure = failure(new HttpChatProvider("plain", stumbling, context)
                .chat(call("plain-1"))
                .toCompletableFuture());

        assertThat(failure.kind()).isEqualTo(Kind.BAD_PAYLOAD);
        assertThat(failure.getCause()).message().doesNotContain("Paris");
    }

    @Test
    void rememberedRefusalsAreBounded() {
        RefusedParameters refused = new RefusedParameters();

        for (int i = 0; i < 5_000; i++) {
            refused.add("model-" + i, "temperature");
            refused.add("chatty", "parameter-" + i);
        }

        assertThat(refused.of("model-0")).isEmpty();
        assertThat(refused.of("model-4999")).containsExactly("temperature");
        assertThat(refused.of("chatty")).hasSize(32);
    }

    /** Fits no request. */
    private static final class Broken implements WireProtocol {

        @Override
        public HttpCall encode(ChatCall call, Set<String> refused) {
            throw new IllegalStateException("the prompt");
        }

        @Override
        public ChatReply decode(ChatCall call, HttpReply reply) {
            throw new AssertionError("nothing was sent, so no reply is to be decoded");
        }
    }

    private static String error(String fields, int in, int out) {
        return "{\"error\":{%s\"usage\":{\"in\":%d,\"out\":%d}}}".formatted(fields, in, out);
    }

    private static boolean hasTemperature(HttpCall call) {
        byte[] body = call.body();
        return body != null && new String(body, StandardCharsets.UTF_8).contains("temperature");
    }

    private void reply(int status, String body) {
        replies.add(CompletableFuture.completedFuture(
                new HttpReply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8))));
    }

    private CompletableFuture<ChatReply> ask() {
        return ask("plain-1");
    }

    private CompletableFuture<ChatReply> ask(String model) {
        return provider.chat(call(model)).toCompletableFuture();
    }

    private ChatCall call(String model) {
        return new ChatCall(model, WireQuestions.TEXT, time.instant().plusSeconds(20), "key");
    }

    private static ProviderException failure(CompletableFuture<ChatReply> reply) {
        try {
            throw new AssertionError("expected a failure, got " + reply.join().text());
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ProviderException failure) {
                return failure;
            }
            throw failed;
        }
    }
}
