package io.cascadeflow.wall;

import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeRequest;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.wall.Expected.Paid;
import io.cascadeflow.wall.Scenario.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The scenarios of FailoverBench but for S15, which is many calls: {@link Outage}. What it waits for takes a fifth of the time
 * here: 20 s of silence are four.
 */
public final class FailoverBench {

    /** How much faster than there. */
    public static final int FASTER = 5;

    private static final Duration SLOW = Duration.ofSeconds(20).dividedBy(FASTER);

    /** Ten seconds there, as its reference client has it. */
    static final Duration PATIENCE = Duration.ofSeconds(10).dividedBy(FASTER);

    private static final int CUT = 40;
    private static final int STALL = 20;
    private static final int TENTH = 9;

    private FailoverBench() {}

    /** In their order. */
    public static List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>(refusals());
        all.addAll(silences());
        all.addAll(broken());
        all.addAll(final400s());
        all.add(cut("S14", "cut as in S08, and whoever is asked next refuses a request that ends in half an answer"));
        all.add(Scenario.of("S16", "503 for good; who answers, and what it cost, is told", always503(), down()));
        return List.copyOf(all);
    }

    private static List<Scenario> refusals() {
        Server limit = (model, request, attempt) -> FakeModel.error(request, 429, "rate_limit_error", "limit");
        return List.of(
                Scenario.of(
                        "S01",
                        "429 with Retry-After: 2, once",
                        (model, request, attempt) -> attempt == 1
                                ? limit.answer(model, request, 1).header("Retry-After", "2")
                                : model.answer(request),
                        Expected.answers().attempts(2).apart(Duration.ofMillis(1_800))),
                Scenario.of(
                        "S02",
                        "429 without it, for good",
                        limit,
                        Expected.fails(Kind.RATE_LIMITED).attempts(3)),
                Scenario.of(
                        "S03",
                        "500 once",
                        once((model, request, attempt) -> FakeModel.error(request, 500, "server_error", "boom")),
                        Expected.answers().attempts(2)),
                Scenario.of("S04", "503 for good", always503(), down()).inAllDialects(),
                Scenario.of(
                        "S05",
                        "the connection is reset before the reply, once",
                        once((model, request, attempt) -> FakeAnswer.empty(200).resetAfter(0)),
                        Expected.answers().attempts(2).paid(Paid.ALL)));
    }

    private static List<Scenario> silences() {
        return List.of(
                Scenario.of(
                                "S06",
                                "the request is taken, and nothing ever comes",
                                (model, request, attempt) -> FakeAnswer.never(),
                                silent())
                        .patience(PATIENCE),
                Scenario.of(
                                "S07",
                                "the head comes at once, the first token after 20 s",
                                (model, request, attempt) ->
                                        model.answer(request).bodyAfter(SLOW),
                                silent())
                        .patience(PATIENCE));
    }

    private static List<Scenario> broken() {
        return List.of(
                cut("S08", "the reply is cut off after 40 of 60 tokens"),
                Scenario.of(
                                "S09",
                                "the reply stalls after 20 tokens",
                                (model, request, attempt) ->
                                        model.answer(request).stallAfter(model.bytesOf(request, STALL)),
                                silent())
                        .inAllDialects()
                        .patience(PATIENCE),
                Scenario.streamedOnly("S10", "the tenth event is no JSON", FailoverBench::malformed, unreadable())
                        .inAllDialects(),
                Scenario.streamedOnly(
                        "S11",
                        "a complete stream without [DONE]",
                        (model, request, attempt) -> {
                            List<String> events = model.events(request);
                            return model.stream(request, events.subList(0, events.size() - 1));
                        },
                        Expected.answers()));
    }

    private static List<Scenario> final400s() {
        return List.of(
                Scenario.of(
                        "S12",
                        "400: the prompt is longer than the model's context",
                        (model, request, attempt) ->
                                FakeModel.error(request, 400, "invalid_request_error", "context_length_exceeded"),
                        Expected.fails(Kind.CONTEXT_TOO_LONG)),
                Scenario.of(
                                "S13",
                                "400: the content filter refuses the prompt",
                                (model, request, attempt) -> FakeModel.error(
                                        request, 400, "invalid_request_error", "content_policy_violation"),
                                Expected.fails(Kind.CONTENT_FILTERED))
                        .refusing());
    }

    private static Scenario cut(String id, String fault) {
        Server server = (model, request, attempt) -> model.answer(request).cutOffAfter(model.bytesOf(request, CUT));
        Expected truncated = Expected.fails(Kind.TRUNCATED).paid(Paid.ALL);
        return Scenario.whole(id, fault, server, truncated.attempts(3))
                .streamed(truncated.attempts(1, 3))
                .inAllDialects();
    }

    private static FakeAnswer malformed(FakeModel model, FakeRequest request, int attempt) {
        List<String> events = new ArrayList<>(model.events(request));
        String tenth = events.get(TENTH);
        events.add(TENTH, tenth.substring(0, tenth.length() / 2) + "\n\n");
        return model.stream(request, events);
    }

    static Server once(Server fault) {
        return (model, request, attempt) ->
                attempt == 1 ? fault.answer(model, request, attempt) : model.answer(request);
    }

    static Server always503() {
        return (model, request, attempt) -> FakeModel.error(request, 503, "overloaded_error", "overloaded");
    }

    static Expected down() {
        return Expected.fails(Kind.OVERLOADED).attempts(3);
    }

    static Expected silent() {
        return Expected.fails(Kind.TIMEOUT).paid(Paid.ALL);
    }

    static Expected unreadable() {
        return Expected.fails(Kind.BAD_PAYLOAD).paid(Paid.ALL);
    }
}
