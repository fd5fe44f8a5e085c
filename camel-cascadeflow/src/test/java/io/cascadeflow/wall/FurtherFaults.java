package io.cascadeflow.wall;

import static io.cascadeflow.wall.FailoverBench.once;
import static io.cascadeflow.wall.FailoverBench.silent;
import static io.cascadeflow.wall.FailoverBench.unreadable;

import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeAnswer.Ending;
import io.cascadeflow.provider.FakeAnswer.Piece;
import io.cascadeflow.provider.FakeDialect;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeRequest;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.wall.Expected.Paid;
import io.cascadeflow.wall.Scenario.Address;
import io.cascadeflow.wall.Scenario.Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Faults that FailoverBench does not have. */
public final class FurtherFaults {

    private static final String WORLD = "Zürich 東京 🏔 עברית naïve ©";
    private static final int TEN_MIB = 10 * 1024 * 1024;
    private static final String FOUR_DAYS = String.valueOf(Duration.ofDays(4).toSeconds());

    private static final Server HEALTHY = (model, request, attempt) -> model.answer(request);

    private FurtherFaults() {}

    public static List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>(unreachable());
        all.addAll(notAnswers());
        all.addAll(oddButWhole());
        all.addAll(oddStreams());
        all.addAll(connections());
        all.addAll(waits());
        // last: what it costs to read should not make others wait who have little patience
        all.add(tenMib());
        return List.copyOf(all);
    }

    private static List<Scenario> unreachable() {
        return List.of(
                Scenario.of("tls-plain", "no TLS at a secure address", HEALTHY, unmade(Kind.TLS))
                        .at(Address.NOT_SECURE),
                Scenario.of("tls-untrusted", "a certificate that nobody has signed", HEALTHY, unmade(Kind.TLS))
                        .at(Address.UNTRUSTED),
                Scenario.of("dns", "the host's name does not exist", HEALTHY, unmade(Kind.DNS))
                        .at(Address.UNKNOWN),
                Scenario.of("refused", "nobody listens at the port", HEALTHY, unmade(Kind.CONNECT))
                        .at(Address.CLOSED));
    }

    private static Expected unmade(Kind kind) {
        return Expected.fails(kind).attempts(0);
    }

    private static List<Scenario> notAnswers() {
        return List.of(
                Scenario.of(
                                "200-error",
                                "status 200 with an error as its body",
                                (model, request, attempt) ->
                                        FakeModel.error(request, 200, "overloaded_error", "overloaded"),
                                // Ollama's errors have no code: it is the server's
                                Expected.fails(Kind.OVERLOADED, Kind.SERVER).attempts(3))
                        .inAllDialects(),
                Scenario.of(
                        "200-html", "status 200 with an HTML page", (m, r, a) -> FakeAnswer.html(200), unreadable()),
                Scenario.whole("200-empty", "status 200 and no body", (m, r, a) -> FakeAnswer.empty(200), unreadable())
                        // a stream that stops before its end, as any other
                        .streamed(Expected.fails(Kind.TRUNCATED).attempts(3).paid(Paid.ALL)),
                Scenario.of(
                        "no-http",
                        "the server speaks, but not HTTP",
                        (m, r, a) -> FakeAnswer.of(200, "", "SSH-2.0 hello\r\n\r\n".getBytes(StandardCharsets.UTF_8))
                                .ending(Ending.NO_HTTP),
                        // Apache's client reads on until something looks like HTTP, and then says that nothing came
                        Expected.fails(Kind.BAD_PAYLOAD, Kind.DISCONNECTED)
                                .attempts(1, 3)
                                .paid(Paid.ALL)),
                Scenario.whole(
                                "clean-cut",
                                "the reply ends in the middle, by HTTP's rules complete",
                                (model, request, attempt) ->
                                        model.answer(request).endingAfter(model.bytesOf(request, 40)),
                                Expected.fails(Kind.BAD_PAYLOAD, Kind.TRUNCATED)
                                        .attempts(1, 3)
                                        .paid(Paid.ALL))
                        .streamed(Expected.fails(Kind.TRUNCATED).attempts(1, 3).paid(Paid.ALL))
                        .inAllDialects(),
                Scenario.of(
                        "quota",
                        "429: the account's credit is used up",
                        (m, request, a) -> FakeModel.error(request, 429, "insufficient_quota", "insufficient_quota"),
                        Expected.fails(Kind.QUOTA_EXHAUSTED)));
    }

    private static List<Scenario> oddButWhole() {
        Duration none = Duration.ZERO;
        return List.of(
                Scenario.whole(
                                "type",
                                "the content type says text/plain",
                                (model, request, attempt) ->
                                        model.answer(request).header("Content-Type", "text/plain"),
                                Expected.answers())
                        // a reply in one piece shows what it is; of a stream nothing but its name is known when it
                        // begins
                        .streamed(unreadable())
                        .inAllDialects(),
                Scenario.of(
                                "gzip",
                                "the reply is compressed",
                                (model, request, attempt) ->
                                        model.answer(request).gzipped(),
                                Expected.answers())
                        .inAllDialects(),
                Scenario.of(
                                "split-utf8",
                                "chunks end within characters",
                                (model, request, attempt) ->
                                        model.answer(request).inPiecesOf(1, none),
                                Expected.answers())
                        .saying(WORLD)
                        .inAllDialects(),
                Scenario.of(
                                "slow-loris",
                                "a byte of the reply every 10 ms",
                                (model, request, attempt) ->
                                        model.answer(request).inPiecesOf(1, Duration.ofMillis(10)),
                                silent())
                        .patience(FailoverBench.PATIENCE),
                Scenario.of(
                        "http-1.0-length", "HTTP/1.0 with a length", ending(Ending.HTTP_1_0_WITH_LENGTH), answered()),
                Scenario.of("http-1.0", "HTTP/1.0 without one", ending(Ending.HTTP_1_0), answered()));
    }

    /** In a protocol of events and in one of lines. */
    private static Scenario tenMib() {
        return Scenario.of(
                        "10-mib-line",
                        "a line of 10 MiB, most of it in a field that nobody knows",
                        (model, request, attempt) -> padded(model.answer(request)),
                        Expected.answers())
                .in(FakeDialect.OPENAI, FakeDialect.OLLAMA);
    }

    private static FakeAnswer padded(FakeAnswer answer) {
        List<Piece> pieces = new ArrayList<>(answer.pieces());
        String first = new String(pieces.get(0).bytes(), StandardCharsets.UTF_8);
        String padded = first.replaceFirst("\\{", "{\"padding\":\"" + "x".repeat(TEN_MIB) + "\",");
        pieces.set(0, new Piece(padded.getBytes(StandardCharsets.UTF_8), Duration.ZERO));
        return answer.with(pieces);
    }

    private static Expected answered() {
        return Expected.answers();
    }

    private static List<Scenario> oddStreams() {
        return List.of(
                Scenario.streamedOnly(
                                "stream-error",
                                "an error inside a stream after 20 tokens",
                                FurtherFaults::errorInside,
                                Expected.fails(Kind.OVERLOADED, Kind.SERVER)
                                        .attempts(1, 3)
                                        .paid(Paid.ALL))
                        .inAllDialects(),
                Scenario.streamedOnly(
                        "done-twice",
                        "[DONE] comes twice",
                        (model, request, attempt) -> {
                            List<String> events = new ArrayList<>(model.events(request));
                            events.add(events.get(events.size() - 1));
                            return model.stream(request, events);
                        },
                        Expected.answers()),
                Scenario.streamedOnly(
                                "not-streamed",
                                "the reply comes whole although a stream was asked for",
                                (model, request, attempt) -> model.whole(request),
                                Expected.answers())
                        .inAllDialects());
    }

    private static FakeAnswer errorInside(FakeModel model, FakeRequest request, int attempt) {
        List<String> events = new ArrayList<>(model.events(request).subList(0, 20));
        events.add(FakeModel.errorEvent(request, "overloaded_error", "overloaded"));
        return model.stream(request, events);
    }

    private static List<Scenario> connections() {
        return List.of(
                Scenario.of("closed-idle", "the connection is closed after the reply", ending(Ending.CLOSE), answered())
                        .thenHealed(),
                Scenario.of(
                                "closed-on-use",
                                "the kept connection is closed when the next request comes over it",
                                (model, request, attempt) -> model.answer(request)
                                        .ending(attempt == 1 ? Ending.CLOSE_ON_NEXT : Ending.CLOSE),
                                answered())
                        .thenHealed(),
                Scenario.of(
                        "reset-inside",
                        "the connection is reset in the middle of the reply",
                        (model, request, attempt) -> model.saying(
                                        Scenario.TEXT.repeat(FakeDialect.isStreamed(request) ? 200 : 10_000))
                                .answer(request)
                                .resetAfter(1_000_000),
                        Expected.fails(Kind.TRUNCATED).attempts(1, 3).paid(Paid.ALL)));
    }

    private static List<Scenario> waits() {
        return List.of(
                Scenario.of(
                                "401-heals",
                                "401 once, as while a key is replaced",
                                once((m, request, a) ->
                                        FakeModel.error(request, 401, "authentication_error", "invalid_api_key")),
                                Expected.fails(Kind.AUTH))
                        .thenHealed(),
                Scenario.of(
                        "4-days",
                        "429 with Retry-After of four days",
                        (m, request, a) -> limit(request).header("Retry-After", FOUR_DAYS),
                        Expected.fails(Kind.RATE_LIMITED)),
                skewed("clock-ahead", "the server's clock is an hour ahead, and it asks to wait until a date", 1),
                skewed("clock-behind", "the server's clock is an hour behind, and it asks to wait until a date", -1));
    }

    /** Dates have whole seconds: of the two that the server means, at least one and a bit are left. */
    private static Scenario skewed(String id, String fault, int hours) {
        return Scenario.of(
                id,
                fault,
                once((model, request, attempt) -> {
                    Instant now = Instant.now().plus(Duration.ofHours(hours));
                    return limit(request).header("Date", date(now)).header("Retry-After", date(now.plusSeconds(2)));
                }),
                Expected.answers().attempts(2).apart(Duration.ofMillis(1_800)));
    }

    private static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atZone(ZoneOffset.UTC));
    }

    private static FakeAnswer limit(FakeRequest request) {
        return FakeModel.error(request, 429, "rate_limit_error", "limit");
    }

    private static Server ending(Ending ending) {
        return (model, request, attempt) -> model.answer(request).ending(ending);
    }
}
