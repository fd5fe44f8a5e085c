package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.http.JdkTransport;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.FakeAnswer.Ending;
import io.cascadeflow.provider.ProviderException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ChatProvider} that speaks HTTP keeps to, tried against a {@link FakeProvider} on a loopback port. Extend
 * it with your provider, in our tests or in your own:
 *
 * <pre>{@code
 * class OpenAiContractTest extends ChatProviderContract {
 *     protected String wireFolder() { return "wire/openai"; }
 *     protected String model() { return "gpt-4o-mini"; }
 *     protected ChatProvider provider(URI baseUrl, ProviderContext context) {
 *         return new OpenAiFactory().create(
 *                 ProviderSettings.of("openai").withBaseUrl(baseUrl).withApiKey(KEY), context);
 *     }
 * }
 * }</pre>
 *
 * <h2>Files to put into {@code src/test/resources/<wireFolder>/}</h2>
 * <table>
 * <caption>What each shows</caption>
 * <tr><td>{@code request-text.json}</td><td>the body sent for {@link WireQuestions#TEXT}</td></tr>
 * <tr><td>{@code request-tools.json}</td><td>the body sent for {@link WireQuestions#TOOLS}</td></tr>
 * <tr><td>{@code request-conversation.json}</td><td>the body sent for {@link WireQuestions#CONVERSATION}</td></tr>
 * <tr><td>{@code reply-text.json}</td><td>the answer is exactly {@code "Paris"} and the word is in it once;
 *     {@link #usage()}; a natural stop</td></tr>
 * <tr><td>{@code reply-tool-call.json}</td><td>one call of {@code get_weather} with city {@code Zürich} and, if the
 *     protocol has ids, id {@code call_1}</td></tr>
 * <tr><td>{@code reply-missing-field.json}</td><td>{@code reply-text.json} without the field that holds the answer</td></tr>
 * <tr><td>{@code reply-wrong-type.json}</td><td>{@code reply-text.json} with a number where the field that holds the answer
 *     is an object or an array</td></tr>
 * <tr><td>{@code reply-unknown-finish.json}</td><td>{@code reply-text.json} with a finish reason of the future</td></tr>
 * </table>
 *
 * <p>Files with a default in {@code wire/shared}, in OpenAI's shape, to be replaced where yours differs:
 * {@code error.json} (for every status without a file of its own; quotes {@link #KEY} and the prompt, as a careless server
 * would), {@code error-<status>.json}, {@code error-quota.json} (a 429 that waiting does not cure), {@code
 * error-in-200.json} (a failure under status 200), {@code error-unsupported-parameter.json} (a 400 that names {@link
 * #refusable()}).
 */
@Timeout(30)
public abstract class ChatProviderContract {

    /** The API key to give to the provider. */
    protected static final String KEY = "sk-contract-0123456789-secret";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWER = "Paris";
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final VirtualTime time = VirtualTime.running(Instant.parse("2026-11-23T12:00:00Z"));
    private Transport transport = call -> CompletableFuture.failedFuture(new IllegalStateException("not started"));
    private final FakeProvider fake = FakeProvider.start();

    /** The provider under test; it sends {@link #KEY}. */
    protected abstract ChatProvider provider(URI baseUrl, ProviderContext context);

    /** A model's name as the provider spells it; it must take images and tools. */
    protected abstract String model();

    /** Where the wire files are on the class path: {@code wire/openai}. */
    protected abstract String wireFolder();

    /** The headers that carry the key. */
    protected Map<String, String> authHeaders() {
        return Map.of("Authorization", "Bearer " + KEY);
    }

    /** What {@code reply-text.json} reports; show all buckets that the protocol has. */
    protected TokenUsage usage() {
        return TokenUsage.of(14, 2);
    }

    /** The id in {@code reply-tool-call.json}; absent where the protocol has none and the provider makes one up. */
    protected @Nullable String toolCallId() {
        return "call_1";
    }

    /**
     * The parameter that {@code error-unsupported-parameter.json} names; absent where the protocol's errors name none.
     * {@link WireQuestions#TEXT} sends it, and the repaired request does not.
     */
    protected @Nullable String refusable() {
        return "temperature";
    }

    /** Whether the protocol has a form for tools and conversations with images; without, they are refused before the call. */
    protected boolean takesToolsAndImages() {
        return true;
    }

    /**
     * Whether it sees headers and bodies itself. A model of another library tells what that library makes of them: no header, no
     * address, no failure within a success; and a broken connection is one whether or not a reply had begun.
     */
    protected boolean seesTheWire() {
        return true;
    }

    /** Whether a reply that ends for a reason that nobody knows yet can be read; not, where a library refuses it. */
    protected boolean knowsEndingsOfTheFuture() {
        return true;
    }

    /** The transport to try it on. */
    protected Transport transport() {
        return new JdkTransport();
    }

    /** The file of this name of the protocol, or the shared one. */
    protected final String file(String name) {
        return new WireFiles(wireFolder()).read(name);
    }

    /** The fake server, for further tests of the subclass. */
    protected final FakeProvider fake() {
        return fake;
    }

    /** Asks and waits for the outcome. */
    protected final ChatReply ask(ChatRequest request) {
        return outcome(start(request, DEADLINE));
    }

    /** Asks and expects a failure. */
    protected final ProviderException failure(ChatRequest request) {
        return failure(start(request, DEADLINE));
    }

    @BeforeEach
    void startTransport() {
        transport = transport();
    }

    @AfterEach
    void stop() {
        transport.close();
        fake.close();
    }

    @Test
    void readsTheTextWhyItEndedAndWhatItConsumed() {
        fake.answer(reply("reply-text.json"));

        ChatReply reply = ask(WireQuestions.TEXT);

        assertThat(reply.text()).isEqualTo(ANSWER);
        assertThat(reply.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(reply.usage()).isEqualTo(usage());
        assertThat(reply.message().toolCalls()).isEmpty();
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void sendsTheTextRequestAsInTheFile() throws Exception {
        assertSent(WireQuestions.TEXT, "request-text.json");
    }

    @Test
    void sendsToolsAsInTheFile() throws Exception {
        assumeThat(takesToolsAndImages()).isTrue();
        assertSent(WireQuestions.TOOLS, "request-tools.json");
    }

    @Test
    void sendsAnImageAToolCallAndItsResultAsInTheFile() throws Exception {
        assumeThat(takesToolsAndImages()).isTrue();
        assertSent(WireQuestions.CONVERSATION, "request-conversation.json");
    }

    @Test
    void whatHasNoFormIsRefusedBeforeTheCall() {
        assumeThat(takesToolsAndImages()).isFalse();

        for (ChatRequest request : List.of(WireQuestions.TOOLS, WireQuestions.CONVERSATION)) {
            ProviderException failure = failure(request);
            assertThat(failure.kind()).isEqualTo(Kind.BAD_REQUEST);
            assertThat(failure).hasMessageContainingAll(model(), "option");
            assertNothingSecretIn(failure);
        }
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void readsAToolCall() throws Exception {
        assumeThat(takesToolsAndImages()).isTrue();
        fake.answer(reply("reply-tool-call.json"));

        ChatReply reply = ask(WireQuestions.TOOLS);

        assertThat(reply.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(reply.message().toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("get_weather");
            assertThat(JSON.readTree(call.arguments())).isEqualTo(JSON.readTree("{\"city\":\"Zürich\"}"));
            assertThat(call.id()).isNotBlank();
            if (toolCallId() != null) {
                assertThat(call.id()).isEqualTo(toolCallId());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "400,BAD_REQUEST,1",
        "401,AUTH,1",
        "402,QUOTA_EXHAUSTED,1",
        "403,PERMISSION,1",
        "404,NOT_FOUND,1",
        "405,BAD_REQUEST,1",
        "408,TIMEOUT,3",
        "409,SERVER,3",
        "413,TOO_LARGE,1",
        "422,BAD_REQUEST,1",
        "425,SERVER,3",
        "429,RATE_LIMITED,3",
        "498,OVERLOADED,3",
        "500,SERVER,3",
        "502,SERVER,3",
        "503,OVERLOADED,3",
        "504,TIMEOUT,3",
        "524,TIMEOUT,3",
        "529,OVERLOADED,3"
    })
    void statusGivesTheKindAndTheNumberOfAttempts(int status, Kind kind, int attempts) {
        fake.answer(FakeAnswer.json(status, errorFile(status)));

        ProviderException failure = failure(WireQuestions.TEXT);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.httpStatus()).isEqualTo(status);
        assertThat(failure).hasMessageContaining(model());
        assertThat(fake.requests()).hasSize(attempts);
        assertNothingSecretIn(failure);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 529})
    void succeedsAfterATransientFailure(int status) {
        fake.answer(FakeAnswer.json(status, errorFile(status))).answer(reply("reply-text.json"));

        assertThat(ask(WireQuestions.TEXT).text()).isEqualTo(ANSWER);
        assertThat(fake.requests()).hasSize(2);
        assertThat(fake.requests().get(1).text())
                .isEqualTo(fake.requests().get(0).text());
    }

    @Test
    void waitsAsLongAsTheProviderAsks() {
        assumeThat(seesTheWire()).isTrue();
        fake.answer(FakeAnswer.json(429, errorFile(429)).header("Retry-After", "7"))
                .answer(reply("reply-text.json"));

        assertThat(ask(WireQuestions.TEXT).text()).isEqualTo(ANSWER);
        assertThat(time.pauses()).singleElement().isEqualTo(Duration.ofSeconds(7));
        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void failsAtOnceWhenTheProviderAsksToWaitBeyondTheDeadline() {
        assumeThat(seesTheWire()).isTrue();
        fake.answer(FakeAnswer.json(429, errorFile(429)).header("Retry-After", "3600"));

        ProviderException failure = failure(WireQuestions.TEXT);

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(time.pauses()).isEmpty();
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void usedUpQuotaIsAskedOnce() {
        fake.answer(FakeAnswer.json(429, file("error-quota.json")));

        assertThat(failure(WireQuestions.TEXT).kind()).isEqualTo(Kind.QUOTA_EXHAUSTED);
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void refusedParameterIsLeftOutOnceAndFromThenOn() throws Exception {
        assumeThat(refusable()).isNotNull();
        fake.answer(FakeAnswer.json(400, file("error-unsupported-parameter.json")))
                .answer(reply("reply-text.json"));
        ChatProvider provider = provider(fake.uri(), context());

        outcome(start(provider, WireQuestions.TEXT, DEADLINE));
        outcome(start(provider, WireQuestions.TEXT, DEADLINE));

        assertThat(fake.requests()).hasSize(3);
        JsonNode repaired = JSON.readTree(fake.requests().get(1).body());
        assertThat(repaired).isNotEqualTo(JSON.readTree(fake.requests().get(0).body()));
        assertThat(repaired.findValue(refusable())).isNull();
        assertThat(JSON.readTree(fake.requests().get(2).body())).isEqualTo(repaired);
    }

    @Test
    void parameterThatIsRefusedAgainFailsAfterOneRepair() {
        assumeThat(refusable()).isNotNull();
        fake.answer(FakeAnswer.json(400, file("error-unsupported-parameter.json")));

        ProviderException failure = failure(WireQuestions.TEXT);

        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED_PARAMETER);
        assertThat(failure.parameter()).isEqualTo(refusable());
        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void silentServerIsATimeoutWithinTheDeadline() {
        fake.answer(FakeAnswer.never());
        long start = System.nanoTime();

        ProviderException failure = failure(start(WireQuestions.TEXT, Duration.ofMillis(300)));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(250), Duration.ofMillis(2_000));
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void passedDeadlineIsATimeoutWithoutARequest() {
        assertThat(failure(start(WireQuestions.TEXT, Duration.ZERO)).kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void replyThatBreaksOffIsTruncated() {
        fake.answer(reply("reply-text.json").cutOffAfter(20));

        assertThat(failure(WireQuestions.TEXT).kind()).isEqualTo(seesTheWire() ? Kind.TRUNCATED : Kind.DISCONNECTED);
        assertThat(fake.requests()).hasSize(3);
    }

    @Test
    void connectionResetBeforeTheReplyIsTriedAgain() {
        fake.answer(FakeAnswer.empty(200).resetAfter(0)).answer(reply("reply-text.json"));

        assertThat(ask(WireQuestions.TEXT).text()).isEqualTo(ANSWER);
        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void refusedConnectionIsAConnectFailure() throws IOException {
        try (ClosedPort port = new ClosedPort()) {
            ProviderException failure = failure(start(provider(port.uri(), context()), WireQuestions.TEXT, DEADLINE));

            assertThat(failure.kind()).isEqualTo(Kind.CONNECT);
            assertThat(failure)
                    .hasMessageContaining(model())
                    .hasMessageContaining(seesTheWire() ? "127.0.0.1" : "address");
        }
    }

    @Test
    void unknownFieldsDoNotMatter() throws Exception {
        ObjectNode reply = (ObjectNode) JSON.readTree(file("reply-text.json"));
        reply.putObject("x_of_the_future").put("deep", 1);
        fake.answer(FakeAnswer.json(200, JSON.writeValueAsString(reply)));

        assertThat(ask(WireQuestions.TEXT).text()).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reply-missing-field.json", "reply-wrong-type.json"})
    void replyWithoutANeededFieldIsUnreadable(String name) {
        assertUnreadable(FakeAnswer.json(200, file(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "\"text\"", "42", "{\"a\":", "not json", "\u0000\u0001"})
    void textThatIsNoReplyIsUnreadable(String body) {
        assertUnreadable(FakeAnswer.json(200, body));
    }

    @Test
    void emptyBodyIsUnreadable() {
        assertUnreadable(FakeAnswer.empty(200));
    }

    @Test
    void htmlPageUnderStatus200IsUnreadable() {
        assertThat(assertUnreadable(FakeAnswer.html(200))).hasMessageContaining(seesTheWire() ? "HTML" : "bean");
    }

    @Test
    void deeplyNestedReplyIsUnreadable() {
        assertUnreadable(FakeAnswer.json(200, "[".repeat(100_000)));
    }

    @Test
    void htmlErrorPageIsKnownByItsStatus() {
        fake.answer(FakeAnswer.html(502));

        ProviderException failure = failure(WireQuestions.TEXT);

        assertThat(failure.kind()).isEqualTo(Kind.SERVER);
        assertThat(failure).hasMessageContaining("HTML");
    }

    @ParameterizedTest
    @CsvSource({"401,AUTH", "500,SERVER"})
    void emptyErrorIsKnownByItsStatus(int status, Kind kind) {
        fake.answer(FakeAnswer.empty(status));

        assertThat(failure(WireQuestions.TEXT).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "null", "\"no\"", "{\"error\":7}", "{\"error\":{\"code\":[],\"type\":{}}}", "{\"error\":"})
    void oddErrorIsKnownByItsStatus(String body) {
        fake.answer(FakeAnswer.json(403, body));

        assertThat(failure(WireQuestions.TEXT).kind()).isEqualTo(Kind.PERMISSION);
    }

    @Test
    void failureUnderStatus200IsAFailure() {
        assumeThat(seesTheWire()).isTrue();
        fake.answer(FakeAnswer.json(200, file("error-in-200.json")));

        ProviderException failure = failure(WireQuestions.TEXT);

        assertThat(failure.kind()).isNotEqualTo(Kind.BAD_PAYLOAD);
        assertNothingSecretIn(failure);
    }

    @Test
    void redirectIsNotFollowed() {
        fake.answer(FakeAnswer.empty(302).header("Location", fake.uri() + "/elsewhere"));

        assertThat(failure(WireQuestions.TEXT).httpStatus()).isIn(302, seesTheWire() ? 302 : 0);
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void finishReasonOfTheFutureIsUnknown() {
        assumeThat(knowsEndingsOfTheFuture()).isTrue();
        fake.answer(reply("reply-unknown-finish.json"));

        ChatReply reply = ask(WireQuestions.TEXT);

        assertThat(reply.finishReason()).isEqualTo(FinishReason.UNKNOWN);
        assertThat(reply.text()).isEqualTo(ANSWER);
    }

    @Test
    void readsAnAnswerOf10MiB() {
        String long10MiB = "Ä".repeat(5 * 1024 * 1024);
        fake.answer(FakeAnswer.json(200, answering(long10MiB)));

        assertThat(ask(WireQuestions.TEXT).text()).isEqualTo(long10MiB);
    }

    @Test
    void readsEveryAlphabet() {
        fake.answer(FakeAnswer.json(200, answering("Zürich 東京 🏔 עברית")));

        assertThat(ask(WireQuestions.TEXT).text()).isEqualTo("Zürich 東京 🏔 עברית");
    }

    @Test
    void cancellingHangsUp() throws Exception {
        fake.answer(FakeAnswer.never());
        CompletableFuture<ChatReply> reply = start(WireQuestions.TEXT, DEADLINE);
        assertThat(fake.awaitRequest(Duration.ofSeconds(5))).isTrue();

        reply.cancel(true);

        assertThat(fake.awaitAbandoned(Duration.ofSeconds(1))).isTrue();
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void manyCallsAtOnceDoNotDisturbEachOther() {
        fake.answer(reply("reply-text.json").after(Duration.ofMillis(50)));
        ChatProvider provider = provider(fake.uri(), context());

        List<CompletableFuture<ChatReply>> replies = IntStream.range(0, 50)
                .mapToObj(i -> start(provider, WireQuestions.TEXT, DEADLINE))
                .toList();

        assertThat(replies)
                .allSatisfy(reply -> assertThat(outcome(reply).text()).isEqualTo(ANSWER));
        assertThat(fake.requests()).hasSize(50);
    }

    @Test
    void connectionClosedBetweenCallsIsNoFailure() {
        fake.answer(reply("reply-text.json").ending(Ending.CLOSE));
        ChatProvider provider = provider(fake.uri(), context());

        for (int i = 0; i < 5; i++) {
            assertThat(outcome(start(provider, WireQuestions.TEXT, DEADLINE)).text())
                    .isEqualTo(ANSWER);
        }
    }

    private void assertSent(ChatRequest request, String name) throws Exception {
        fake.answer(reply("reply-text.json"));

        ask(request);

        FakeRequest sent = fake.onlyRequest();
        assertThat(sent.method()).isEqualTo("POST");
        assertThat(JSON.readTree(sent.body())).isEqualTo(JSON.readTree(file(name)));
        assertThat(sent.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(sent.headers()).containsAllEntriesOf(authHeaders());
        assertThat(sent.headers().keySet()).noneMatch(header -> header.regionMatches(true, 0, "Camel", 0, 5));
    }

    private ProviderException assertUnreadable(FakeAnswer answer) {
        fake.answer(answer);

        ProviderException failure = failure(WireQuestions.TEXT);

        assertThat(failure.kind()).isEqualTo(Kind.BAD_PAYLOAD);
        assertThat(failure).hasMessageContaining(model());
        assertThat(fake.requests()).hasSize(1);
        assertNothingSecretIn(failure);
        return failure;
    }

    /** Not in the message, not in any cause's, not in the stack trace. */
    private static void assertNothingSecretIn(ProviderException failure) {
        for (String secret : List.of(KEY, "capital of France", ANSWER)) {
            assertThat(failure.toString()).doesNotContain(secret);
            assertThat(failure.details().toString()).doesNotContain(secret);
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause)).doesNotContain(secret);
            }
        }
    }

    private String errorFile(int status) {
        String own = "error-" + status + ".json";
        return file(new WireFiles(wireFolder()).has(own) ? own : "error.json");
    }

    private String answering(String text) {
        return file("reply-text.json").replace("\"" + ANSWER + "\"", "\"" + text + "\"");
    }

    private FakeAnswer reply(String name) {
        return FakeAnswer.json(200, file(name));
    }

    /** A context in virtual time, in which a pause takes none. */
    protected final ProviderContext context() {
        return new ProviderContext(
                transport, new BackoffRetry(BackoffRetry.Limits.DEFAULT, time, time, () -> 0.5), time);
    }

    private CompletableFuture<ChatReply> start(ChatRequest request, Duration limit) {
        return start(provider(fake.uri(), context()), request, limit);
    }

    private CompletableFuture<ChatReply> start(ChatProvider provider, ChatRequest request, Duration limit) {
        return provider.chat(new ChatCall(model(), request, time.instant().plus(limit), "call-key-1"))
                .toCompletableFuture();
    }

    private static ChatReply outcome(CompletableFuture<ChatReply> reply) {
        try {
            return reply.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("the call failed: " + failed.getCause(), failed.getCause());
        } catch (Exception late) {
            throw new AssertionError("no outcome: " + late, late);
        }
    }

    private static ProviderException failure(CompletableFuture<ChatReply> reply) {
        try {
            throw new AssertionError(
                    "expected a failure, got " + reply.get(20, TimeUnit.SECONDS).text());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ProviderException failure) {
                return failure;
            }
            throw new AssertionError("a failure of another type: " + failed.getCause(), failed);
        } catch (Exception late) {
            throw new AssertionError("no outcome: " + late, late);
        }
    }
}
