package io.cascadeflow.wall;

import static io.cascadeflow.wall.FailoverBench.always503;

import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.wall.Scenario.Server;
import io.cascadeflow.wall.Trial.Way;
import io.cascadeflow.wall.Verdict.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server that answers 503 for a while, and calls that go on all the time.
 *
 * @param from when it goes down, from the first call on
 * @param to when it is up again
 * @param calls how many calls there are
 * @param every the time between two of them
 */
public record Outage(Duration from, Duration to, int calls, Duration every) {

    /** How much faster than in FailoverBench. */
    public static final int FASTER = 20;

    private static final Duration BREAKER_OPEN = Duration.ofMillis(600);

    /** S15 of FailoverBench: down for the first minute, a call every four seconds. */
    public static final Outage S15 = new Outage(
            Duration.ZERO,
            Duration.ofSeconds(60).dividedBy(FASTER),
            20,
            Duration.ofSeconds(4).dividedBy(FASTER));

    /** So many failures at most open the breaker. */
    private static final int ENOUGH = 10;

    /** How calls end that meet the server itself, or its breaker. */
    private static final Set<Kind> REFUSALS = EnumSet.of(Kind.OVERLOADED, Kind.BREAKER_OPEN);

    /**
     * One of the calls.
     *
     * @param at when it was made, from the first call on
     * @param took until it ended
     * @param servedBy the model that answered; empty when none did
     * @param kind how it failed; absent when it did not
     */
    public record Call(
            Duration at,
            Duration took,
            String servedBy,
            @Nullable Kind kind) {}

    /**
     * What came of it.
     *
     * @param calls in the order in which they were made
     * @param paid how many of them are on the ledger as paid
     * @param held what is still held in the end
     * @param askedWhileDown requests that the server got while it was down
     */
    public record Record(List<Call> calls, long paid, Usd held, long askedWhileDown) {}

    /**
     * Of the endpoint whose server goes down. Its breaker waits for a twentieth of its usual half minute and less, and one call
     * in four that fails is enough. It asks once: another endpoint is the better second attempt.
     */
    String options() {
        return "&maxRetries=0&breakerFailureRate=0.25&breakerOpenFor=" + BREAKER_OPEN.toMillis();
    }

    /** What the server does when the first call is made at {@code start}. */
    Scenario scenario(Supplier<Instant> start) {
        Server down = always503();
        return Scenario.of(
                "S15",
                "503 for a minute while calls go on, then healthy again",
                (model, request, attempt) -> isDownAt(Duration.between(start.get(), Instant.now()))
                        ? down.answer(model, request, attempt)
                        : model.answer(request),
                Expected.answers());
    }

    public Outage {
        if (calls < 1 || from.isNegative() || to.compareTo(from) < 0 || every.isNegative()) {
            throw new IllegalArgumentException(
                    "an outage from %s to %s with %d calls, one every %s: give times of zero or more, and a call"
                            .formatted(from, to, calls, every));
        }
    }

    /** Whether the server was down when the call was made. */
    public boolean down(Call call) {
        return isDownAt(call.at());
    }

    boolean isDownAt(Duration time) {
        return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
    }

    /** What is not as it must be; none when all is. A call that is made while the server is down may end when it is up. */
    public List<String> complaints(Way way, Record record) {
        List<String> complaints = new ArrayList<>();
        if (record.calls().size() != calls) {
            complaints.add("%d of %d calls ended".formatted(record.calls().size(), calls));
        }
        record.calls().stream()
                .filter(call -> call.kind() != null)
                .filter(call -> way != Way.DIRECT || !mayBeRefused(call))
                .forEach(call -> complaints.add("the call at %s failed as %s".formatted(call.at(), call.kind())));
        Call last = record.calls().get(record.calls().size() - 1);
        if (!last.servedBy().equals("primary-served")) {
            complaints.add("the last call was not answered by the server that is up again");
        }
        long answered =
                record.calls().stream().filter(call -> call.kind() == null).count();
        if (record.paid() != answered || !record.held().equals(Usd.ZERO)) {
            complaints.add("%d calls were answered, %d paid, %s is still held"
                    .formatted(answered, record.paid(), record.held()));
        }
        long madeWhileDown = record.calls().stream().filter(this::down).count();
        if (madeWhileDown > ENOUGH && record.askedWhileDown() >= madeWhileDown) {
            complaints.add("the server that was down was asked %d times by %d calls"
                    .formatted(record.askedWhileDown(), madeWhileDown));
        }
        return complaints;
    }

    /** A breaker finds out only when it looks again that the server is back. */
    private boolean mayBeRefused(Call call) {
        boolean open = call.kind() == Kind.BREAKER_OPEN && isDownAt(call.at().minus(BREAKER_OPEN));
        return (isDownAt(call.at()) || open) && call.kind() != null && REFUSALS.contains(call.kind());
    }

    /** The worth of what came of it, in the words of FailoverBench. */
    public Level level(Way way, Record record) {
        List<String> complaints = complaints(way, record);
        return complaints.isEmpty() ? Level.PASS : Level.FAIL;
    }
}
