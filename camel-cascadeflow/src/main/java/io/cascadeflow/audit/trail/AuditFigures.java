package io.cascadeflow.audit.trail;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How a sink is doing, for health and metrics. Safe to read from any thread. */
public final class AuditFigures {

    /**
     * A sink that does not take what it is given.
     *
     * @param since when that began
     * @param why in the sink's own words
     */
    public record Failing(Instant since, String why) {}

    private static final Duration HANGS = Duration.ofSeconds(30);

    private final AtomicLong written = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable Failing failing;
    private volatile @Nullable Instant busySince;

    /** Records that the sink keeps. */
    public long written() {
        return written.get();
    }

    /** Records that were dropped because too many waited, or because the log was closed. */
    public long dropped() {
        return dropped.get();
    }

    /** Records that the sink did not take before the end. */
    public long lost() {
        return lost.get();
    }

    /** How often the sink failed; it is tried again each time. */
    public long failures() {
        return failures.get();
    }

    /** Absent while the sink works. */
    public @Nullable Failing failing() {
        return failing;
    }

    /** Since when the sink has been at one batch: a moment long ago says that it hangs. Absent when it does nothing. */
    public @Nullable Instant busySince() {
        return busySince;
    }

    /** In words, that the sink fails, or has been at one batch for longer than any healthy one takes; empty while it works. */
    public Optional<String> trouble(Instant now) {
        Failing why = failing;
        if (why != null) {
            return Optional.of("has failed since %s: %s".formatted(why.since(), why.why()));
        }
        Instant busy = busySince;
        return busy != null && busy.plus(HANGS).isBefore(now) ? Optional.of("hangs since " + busy) : Optional.empty();
    }

    void kept(int records) {
        written.addAndGet(records);
    }

    void dropped(long records) {
        dropped.addAndGet(records);
    }

    void lost(int records) {
        lost.addAndGet(records);
    }

    void begins(Instant now) {
        busySince = now;
    }

    void ends() {
        busySince = null;
    }

    void fails(Instant now, String why) {
        failures.incrementAndGet();
        Failing before = failing;
        failing = new Failing(before == null ? now : before.since(), why);
    }

    /** Since when it had failed; absent when it had not. */
    @Nullable
    Instant works() {
        Failing before = failing;
        failing = null;
        return before == null ? null : before.since();
    }
}
