package io.cascadeflow.audit.trail;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings records to one sink, in batches, by a thread of its own: whoever adds one never waits for the sink. When more waits
 * than there is room for, those who add are asked to wait without a thread, or what they add is dropped and counted. A sink
 * that fails is tried again until it does not. Safe to share between threads.
 */
public final class AuditLog implements AutoCloseable {

    private static final int BATCH = 500;

    /** A sink has as much work with a batch of few as with one of many, and those who add wait for neither. */
    private static final Duration GATHER = Duration.ofMillis(100);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final AuditSink sink;
    private final Backlog backlog;
    private final Clock clock;
    private final Consumer<String> warnings;
    private final Thread writer;
    private final AuditFigures figures = new AuditFigures();

    /**
     * Starts its thread.
     *
     * @param sink closed with the log
     * @param wakes runs what waited for room
     * @param warnings told when something is lost, and when the sink fails or works again
     */
    public AuditLog(AuditSink sink, Room room, Executor wakes, Clock clock, Consumer<String> warnings) {
        this.sink = sink;
        this.backlog = new Backlog(room, wakes, this::dropped);
        this.clock = clock;
        this.warnings = warnings;
        this.writer = new Thread(this::writeAll, "CascadeFlowAudit-" + sink.name());
        this.writer.setDaemon(true);
        this.writer.start();
    }

    public AuditFigures figures() {
        return figures;
    }

    /** That of the sink. */
    public String name() {
        return sink.name();
    }

    /** Reads what the sink keeps; empty when that cannot be read again. */
    Optional<KeptDecisions> kept() {
        return sink.kept();
    }

    /** How many records wait for the sink, without those that it is given at the moment. */
    public int waiting() {
        return backlog.size();
    }

    /**
     * Adds a record.
     *
     * @param record called by the log's thread
     * @param characters about how many it holds in memory until then
     * @return done when there is room for it; at once, but when the sink is behind
     */
    CompletionStage<@Nullable Void> add(Supplier<? extends AuditRecord> record, long characters) {
        return backlog.add(record, characters);
    }

    private void dropped(long records) {
        figures.dropped(records);
        warnDoubled(
                figures.dropped(),
                "more is to be recorded than it takes, or it was closed before; so many decisions were dropped");
    }

    private void writeAll() {
        for (List<AuditRecord> batch = next(); !batch.isEmpty(); batch = next()) {
            write(batch);
        }
        try {
            sink.close();
        } catch (IOException | RuntimeException e) {
            warnings.accept("it was not closed in order (%s)".formatted(why(e)));
        }
    }

    private List<AuditRecord> next() {
        return backlog.take(BATCH, GATHER);
    }

    private void write(List<AuditRecord> batch) {
        List<AuditRecord> rest = batch;
        Duration pause = FIRST_PAUSE;
        while (!rest.isEmpty()) {
            try {
                figures.begins(clock.instant());
                int kept = sink.append(rest);
                figures.kept(kept);
                rest = rest.subList(kept, rest.size());
                works();
            } catch (IOException | RuntimeException e) {
                fails(e);
                if (!backlog.pause(pause)) {
                    lost(rest.size());
                    return;
                }
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            } finally {
                figures.ends();
            }
        }
    }

    private void works() {
        Instant since = figures.works();
        if (since != null) {
            warnings.accept("it works again; it had failed since " + since);
        }
    }

    private void fails(Exception e) {
        figures.fails(clock.instant(), why(e));
        warnDoubled(figures.failures(), "it failed (%s) and is tried again; so often so far".formatted(why(e)));
    }

    /** The sink's own words: they hold no text of a question. */
    private static String why(Exception e) {
        return e instanceof IOException && e.getMessage() != null
                ? e.getMessage()
                : e.getClass().getSimpleName();
    }

    private void lost(int records) {
        figures.lost(records);
        warnings.accept("%d decisions could not be recorded before the end".formatted(records));
    }

    private void warnDoubled(long count, String what) {
        if (Long.bitCount(count) == 1) {
            warnings.accept(what + ": " + count);
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(15));
    }

    /** Takes nothing more and writes all that waits, for so long; what is left then is lost, and told. */
    public void close(Duration patience) {
        backlog.close();
        try {
            writer.join(patience.toMillis());
            if (writer.isAlive()) {
                backlog.giveUp();
                writer.interrupt();
                writer.join(TimeUnit.SECONDS.toMillis(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int left = waiting();
        if (left > 0) {
            lost(left);
        }
    }
}
