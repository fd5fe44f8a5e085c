package io.cascadeflow.camel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ClosedPort;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeAnswer.Ending;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.FakeRequest;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every transport keeps to. */
@Timeout(30)
abstract class TransportContract {

    private static final String SECRET = "sk-secret-key";
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeProvider fake = FakeProvider.start();
    private Transport transport = call -> CompletableFuture.failedFuture(new IllegalStateException("not started"));

    /** A transport as it comes. */
    abstract Transport transport() throws Exception;

    /** A transport that trusts this certificate. */
    abstract Transport trusting(Certificate certificate) throws Exception;

    @BeforeEach
    void start() throws Exception {
        transport = transport();
    }

    @AfterEach
    void stop() {
        transport.close();
        fake.close();
    }

    @Test
    void bringsRequestAndReplyAsTheyAre() throws Exception {
        fake.answer(FakeAnswer.json(200, "{\"text\":\"Zürich 東京 🏔\"}").header("X-Request-ID", "req_1"));

        HttpReply reply = send(post("{\"prompt\":\"Zürich 🏔\"}"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("{\"text\":\"Zürich 東京 🏔\"}");
        assertThat(reply.header("x-request-id")).contains("req_1");
        FakeRequest request = fake.onlyRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/v1/chat?v=1%2F2");
        assertThat(request.text()).isEqualTo("{\"prompt\":\"Zürich 🏔\"}");
    }

    @Test
    void sendsEveryHeaderAndNoneOfCamels() {
        Map<String, String> headers = Map.of(
                "Authorization", "Bearer " + SECRET,
                "x-api-key", SECRET,
                "anthropic-version", "2023-06-01",
                "Content-Type", "application/json",
                "Idempotency-Key", "key-1",
                "User-Agent", "cascadeflow");

        send(new HttpCall("POST", uri("/"), headers, bytes("{}"), LONG));

        assertThat(fake.onlyRequest().headers()).containsAllEntriesOf(headers);
        assertThat(fake.onlyRequest().headerLines())
                .noneMatch(line -> line.regionMatches(true, 0, "Camel", 0, 5))
                .filteredOn(line -> line.regionMatches(true, 0, "content-type:", 0, 13))
                .hasSize(1);
    }

    @Test
    @SuppressWarnings("NullAway") // does not see from outside that the array itself is the nullable thing
    void getsWithoutABody() {
        fake.answer(FakeAnswer.json(200, "[]"));

        assertThat(send(new HttpCall("GET", uri("/models"), Map.of(), null, LONG))
                        .text())
                .isEqualTo("[]");
        assertThat(fake.onlyRequest().method()).isEqualTo("GET");
        assertThat(fake.onlyRequest().body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 400, 401, 404, 407, 429, 500, 503, 529})
    void givesEveryStatusWithItsBodyAfterOneRequest(int status) {
        fake.answer(FakeAnswer.json(status, "{\"error\":1}")
                .header("Retry-After", "0")
                .header("Location", fake.uri() + "/elsewhere"));

        HttpReply reply = send(post("{}"));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text()).isEqualTo("{\"error\":1}");
        assertThat(reply.header("retry-after")).contains("0");
        assertThat(fake.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 500})
    void bodyCanBeEmpty(int status) {
        fake.answer(FakeAnswer.empty(status));

        assertThat(send(post("{}")).body()).isEmpty();
    }

    @Test
    void decodesGzip() throws Exception {
        fake.answer(
                FakeAnswer.of(200, "application/json", gzip("{\"a\":\"ä\"}")).header("Content-Encoding", "gzip"));

        assertThat(send(post("{}")).text()).isEqualTo("{\"a\":\"ä\"}");
        assertThat(fake.onlyRequest().header("Accept-Encoding"))
                .hasValueSatisfying(accepted -> assertThat(accepted).contains("gzip"));
    }

    @Test
    void gzipThatBreaksOffIsTruncated() throws Exception {
        byte[] whole = gzip("{\"a\":\"0123456789\"}");
        byte[] part = Arrays.copyOf(whole, whole.length - 10);
        fake.answer(FakeAnswer.of(200, "application/json", part).header("Content-Encoding", "gzip"));

        assertThat(failure(post("{}")).kind()).isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void replyTooLargeForAnyModelIsUnreadable() {
        fake.answer(FakeAnswer.of(200, "text/plain", new byte[ReplyBody.MAX_BYTES + 1]));

        assertThat(failure(post("{}")).kind()).isEqualTo(Kind.BAD_PAYLOAD);
    }

    @Test
    void gzipThatInflatesBeyondBoundsIsUnreadable() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 80; i++) {
                out.write(zeros);
            }
        }
        fake.answer(FakeAnswer.of(200, "text/plain", bomb.toByteArray()).header("Content-Encoding", "gzip"));

        assertThat(failure(post("{}")).kind()).isEqualTo(Kind.BAD_PAYLOAD);
    }

    @Test
    void brings10MiBBothWays() {
        String text = "Ä".repeat(5 * 1024 * 1024);
        fake.answer(FakeAnswer.json(200, text));

        assertThat(send(post(text)).text()).isEqualTo(text);
        assertThat(fake.onlyRequest().text()).isEqualTo(text);
    }

    @Test
    void readsAnHttp10Server() {
        fake.answer(FakeAnswer.json(200, "old").ending(Ending.HTTP_1_0));

        assertThat(send(post("{}")).text()).isEqualTo("old");
        assertThat(send(post("{}")).text()).isEqualTo("old");
    }

    @Test
    void silenceIsATimeoutInTime() {
        fake.answer(FakeAnswer.never());

        assertTimeout();
    }

    @Test
    void stallingInTheMiddleIsATimeoutInTime() {
        fake.answer(FakeAnswer.json(200, "0123456789").stallAfter(5));

        assertTimeout();
    }

    /** Its server takes connections and never says anything, so that there is no secure one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTimesOutBeforeItWasSentIsKnownToHaveCostNothing(boolean streamed) throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("https://localhost:" + mute.getLocalPort());
            HttpCall call = new HttpCall("POST", address, Map.of(), bytes("{}"), Duration.ofMillis(300));

            ProviderException failure = failure(streamed ? transport.open(call) : transport.send(call));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.details().usage()).isEqualTo(TokenUsage.of(0, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTimesOutAfterItWasSentMayHaveCostAnything(boolean streamed) {
        fake.answer(FakeAnswer.never());
        HttpCall call = new HttpCall("POST", uri("/"), Map.of(), bytes("{}"), Duration.ofMillis(300));

        ProviderException failure = failure(streamed ? transport.open(call) : transport.send(call));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure.details().usage()).isNull();
        assertThat(fake.requests()).hasSize(1);
    }

    private void assertTimeout() {
        long start = System.nanoTime();

        ProviderException failure =
                failure(new HttpCall("POST", uri("/"), Map.of(), bytes("{}"), Duration.ofMillis(300)));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(280), Duration.ofSeconds(10));
    }

    @Test
    void timeoutHangsUp() throws Exception {
        fake.answer(FakeAnswer.never());

        failure(new HttpCall("POST", uri("/"), Map.of(), bytes("{}"), Duration.ofMillis(200)));

        assertThat(fake.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"NEVER,0", "STALL,5"})
    void cancellingHangsUp(Ending ending, int sent) throws Exception {
        FakeAnswer answer = FakeAnswer.json(200, "0123456789");
        fake.answer(ending == Ending.STALL ? answer.stallAfter(sent) : FakeAnswer.never());
        CompletableFuture<HttpReply> reply = start(post("{}"));
        assertThat(fake.awaitRequest(Duration.ofSeconds(5))).isTrue();

        reply.cancel(true);

        assertThat(fake.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
        assertThat(reply).isCancelled();
    }

    @Test
    void refusedConnectionIsAConnectFailure() throws IOException {
        try (ClosedPort port = new ClosedPort()) {
            ProviderException failure = failure(new HttpCall("POST", port.uri(), Map.of(), bytes("{}"), LONG));

            assertThat(failure.kind()).isEqualTo(Kind.CONNECT);
            assertThat(failure)
                    .hasMessageContainingAll("127.0.0.1:" + port.uri().getPort(), "baseUrl");
        }
    }

    @Test
    void unknownHostIsADnsFailure() {
        ProviderException failure = failure(
                new HttpCall("POST", URI.create("http://no-such-host.invalid/v1"), Map.of(), bytes("{}"), LONG));

        assertThat(failure.kind()).isEqualTo(Kind.DNS);
        assertThat(failure).hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void certificateThatIsNotTrustedIsATlsFailure(@TempDir Path folder) throws Exception {
        Certificate certificate = Certificate.create(folder);
        try (FakeProvider secure = FakeProvider.start(certificate.context().getServerSocketFactory(), "https")) {
            HttpCall call = new HttpCall("POST", secure.uri(), Map.of(), bytes("{}"), LONG);

            assertThat(failure(call).kind()).isEqualTo(Kind.TLS);
            assertThat(secure.requests()).isEmpty();
        }
    }

    @Test
    void certificateThatIsTrustedServes(@TempDir Path folder) throws Exception {
        Certificate certificate = Certificate.create(folder);
        transport.close();
        transport = trusting(certificate);
        try (FakeProvider secure = FakeProvider.start(certificate.context().getServerSocketFactory(), "https")) {
            secure.answer(FakeAnswer.json(200, "safe"));

            assertThat(send(new HttpCall("POST", secure.uri(), Map.of(), bytes("{}"), LONG))
                            .text())
                    .isEqualTo("safe");
        }
    }

    @Test
    void plainServerWhereASecureOneIsExpectedIsATlsFailure() {
        URI secure = URI.create(fake.uri().toString().replace("http:", "https:"));

        assertThat(failure(new HttpCall("POST", secure, Map.of(), bytes("{}"), LONG))
                        .kind())
                .isEqualTo(Kind.TLS);
    }

    @Test
    void replyThatBreaksOffIsTruncated() {
        fake.answer(FakeAnswer.json(200, "0123456789").cutOffAfter(5));

        assertThat(failure(post("{}")).kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void replyThatIsResetIsTruncated() {
        fake.answer(FakeAnswer.of(200, "text/plain", new byte[1_000_000]).resetAfter(500_000));

        assertThat(failure(post("{}")).kind()).isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void connectionThatBreaksBeforeTheReplyIsToldFromOneThatWasNeverMadeAndNotRepeated() {
        fake.answer(FakeAnswer.empty(200).resetAfter(0));

        assertThat(failure(post("{}")).kind()).isEqualTo(Kind.DISCONNECTED);
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void whatIsNoHttpIsAFailureAndNotQuoted() {
        fake.answer(FakeAnswer.of(200, "", bytes("SSH-2.0 the answer\r\n\r\n")).ending(Ending.NO_HTTP));

        ProviderException failure = failure(post("{}"));

        // Apache's client skips lines until one looks like HTTP, and then says that none came
        assertThat(failure.kind()).isIn(Kind.BAD_PAYLOAD, Kind.DISCONNECTED);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("the answer");
        }
    }

    @Test
    void headerThatCannotBeSentIsABadRequestAndNotQuoted() {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + SECRET + "\r\nX-Evil: 1");

        ProviderException failure = failure(new HttpCall("POST", uri("/"), headers, bytes("{}"), LONG));

        assertThat(failure.kind()).isEqualTo(Kind.BAD_REQUEST);
        assertThat(failure).hasMessageContaining("apiKey");
        assertThat(String.valueOf(failure.getCause())).doesNotContain(SECRET);
        assertThat(fake.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/", "file:///etc/hosts", "/relative", "mailto:a@b"})
    void addressThatIsNoHttpIsABadRequest(String address) {
        assertThat(failure(new HttpCall("POST", URI.create(address), Map.of(), bytes("{}"), LONG))
                        .kind())
                .isEqualTo(Kind.BAD_REQUEST);
    }

    @Test
    void connectionIsUsedAgain() {
        for (int i = 0; i < 100; i++) {
            send(post("{}"));
        }

        assertThat(fake.requests()).hasSize(100);
        assertThat(fake.connections()).isEqualTo(1);
    }

    @Test
    void connectionThatTheServerClosedIsReplaced() throws Exception {
        fake.answer(FakeAnswer.json(200, "one").ending(Ending.CLOSE));

        for (int i = 0; i < 10; i++) {
            assertThat(send(post("{}")).text()).isEqualTo("one");
            while (fake.connections() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void manyCallsAtOnceAreAllAnswered() {
        fake.answer(FakeAnswer.json(200, "yes").after(Duration.ofMillis(100)));

        List<CompletableFuture<HttpReply>> replies =
                IntStream.range(0, 100).mapToObj(i -> start(post("{}"))).toList();

        assertThat(replies)
                .allSatisfy(reply -> assertThat(outcome(reply).text()).isEqualTo("yes"));
    }

    @Test
    void closingEndsTheCallsInFlight() throws Exception {
        fake.answer(FakeAnswer.never());
        CompletableFuture<HttpReply> reply = start(post("{}"));
        assertThat(fake.awaitRequest(Duration.ofSeconds(5))).isTrue();

        transport.close();

        assertThat(failure(reply).kind()).isEqualTo(Kind.CANCELLED);
        assertThat(fake.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
        assertThat(failure(post("{}")).kind()).isEqualTo(Kind.CANCELLED);
    }

    private static byte[] rest(HttpStream stream) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece = next(stream); piece.length > 0; piece = next(stream)) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    private static byte[] next(HttpStream stream) throws Exception {
        return stream.body().next().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private HttpStream open(HttpCall call) throws Exception {
        return transport.open(call).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void bringsTheHeadFirstAndThenPiecesAsTheyCome() throws Exception {
        fake.answer(FakeAnswer.stream("text/event-stream", List.of("one", "two", "three"), Duration.ofMillis(300))
                .header("X-Request-ID", "req_1"));

        HttpStream stream = open(post("{}"));

        assertThat(stream.head().status()).isEqualTo(200);
        assertThat(stream.head().header("x-request-id")).contains("req_1");
        assertThat(new String(next(stream), StandardCharsets.UTF_8)).isEqualTo("one");
        assertThat(new String(rest(stream), StandardCharsets.UTF_8)).isEqualTo("twothree");
        assertThat(next(stream)).isEmpty();
    }

    @Test
    void aStreamThatBreaksOffIsTruncated() throws Exception {
        fake.answer(FakeAnswer.of(200, "text/event-stream", new byte[10_000]).resetAfter(5_000));

        HttpStream stream = open(post("{}"));

        assertThatThrownBy(() -> rest(stream))
                .cause()
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.TRUNCATED));
    }

    /** Head and failure are told by threads of their own. */
    @Test
    void aFailureDoesNotOvertakeTheHead() throws Exception {
        int streams = 500;
        for (int i = 0; i < streams; i++) {
            fake.answer(
                    FakeAnswer.of(200, "text/event-stream", new byte[10_000]).resetAfter(1));
        }
        for (int i = 0; i < streams; i += 10) {
            List<CompletionStage<HttpStream>> ten =
                    Stream.generate(() -> transport.open(post("{}"))).limit(10).toList();
            for (CompletionStage<HttpStream> opened : ten) {
                HttpStream stream = opened.toCompletableFuture().get(20, TimeUnit.SECONDS);
                assertThat(stream.head().status()).isEqualTo(200);
                stream.body().close();
            }
        }
    }

    @Test
    void closingAStreamHangsUp() throws Exception {
        fake.answer(FakeAnswer.stream("text/event-stream", List.of("one", "two", "three"), Duration.ofMillis(400)));
        HttpStream stream = open(post("{}"));
        next(stream);

        stream.body().close();

        assertThat(fake.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
        assertThatThrownBy(() -> next(stream)).cause().isInstanceOf(ProviderException.class);
    }

    @Test
    void aServerIsReadNoFasterThanSomebodyTakes() throws Exception {
        byte[] much = new byte[32 * 1024 * 1024];
        fake.answer(FakeAnswer.of(200, "text/plain", much));

        HttpStream stream = open(post("{}"));
        int first = next(stream).length;

        assertThat(first).isLessThan(1024 * 1024);
        assertThat(first + rest(stream).length).isEqualTo(much.length);
    }

    @Test
    void aCompressedStreamIsDecodedAllTheSame() throws Exception {
        fake.answer(FakeAnswer.of(200, "text/event-stream", gzip("data: ä")).header("Content-Encoding", "gzip"));

        assertThat(new String(rest(open(post("{}"))), StandardCharsets.UTF_8)).isEqualTo("data: ä");
    }

    @Test
    void noHeadInTimeIsATimeout() throws Exception {
        fake.answer(FakeAnswer.never());
        HttpCall hurried = new HttpCall("POST", uri("/v1/chat"), Map.of(), bytes("{}"), Duration.ofMillis(200));

        assertThatThrownBy(() -> open(hurried))
                .cause()
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT));
        assertThat(fake.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void theConnectionOfAWholeStreamIsUsedAgain() throws Exception {
        fake.answer(FakeAnswer.stream("text/event-stream", List.of("one", "two"), Duration.ZERO));
        for (int i = 0; i < 20; i++) {
            assertThat(new String(rest(open(post("{}"))), StandardCharsets.UTF_8))
                    .isEqualTo("onetwo");
        }

        assertThat(fake.connections()).isLessThanOrEqualTo(2);
    }

    @Test
    void closingTheTransportEndsStreams() throws Exception {
        fake.answer(FakeAnswer.stream("text/event-stream", List.of("one", "two", "three"), Duration.ofSeconds(2)));
        HttpStream stream = open(post("{}"));
        CompletableFuture<byte[]> waiting = stream.body().next().toCompletableFuture();

        transport.close();

        assertThat(fake.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
        assertThat(waiting).failsWithin(Duration.ofSeconds(5));
    }

    final FakeProvider fake() {
        return fake;
    }

    final HttpCall post(String body) {
        return new HttpCall(
                "POST", uri("/v1/chat?v=1%2F2"), Map.of("Content-Type", "application/json"), bytes(body), LONG);
    }

    final URI uri(String path) {
        return URI.create(fake.uri() + path);
    }

    final CompletableFuture<HttpReply> start(HttpCall call) {
        return transport.send(call).toCompletableFuture();
    }

    final HttpReply send(HttpCall call) {
        return outcome(start(call));
    }

    final ProviderException failure(HttpCall call) {
        return failure(start(call));
    }

    static HttpReply outcome(CompletableFuture<HttpReply> reply) {
        try {
            return reply.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("the call failed: " + failed.getCause(), failed);
        } catch (Exception late) {
            throw new AssertionError("no outcome: " + late, late);
        }
    }

    static ProviderException failure(CompletionStage<?> reply) {
        try {
            throw new AssertionError(
                    "expected a failure, got " + reply.toCompletableFuture().get(20, TimeUnit.SECONDS));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ProviderException failure) {
                return failure;
            }
            throw new AssertionError("a failure of another type: " + failed.getCause(), failed);
        } catch (Exception late) {
            throw new AssertionError("no outcome: " + late, late);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes(text));
        }
        return zipped.toByteArray();
    }
}
