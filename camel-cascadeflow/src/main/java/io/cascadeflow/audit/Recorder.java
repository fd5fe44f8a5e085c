package io.cascadeflow.audit;

import io.cascadeflow.provider.recorded.Label;
import io.cascadeflow.provider.recorded.RecordingWriter;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes a recording of live traffic. Whoever records never waits: what the writer cannot keep up with is dropped, and counted.
 * Safe to share between threads.
 */
public final class Recorder implements AutoCloseable {

    private static final int MOST_WAITING = 1000;

    private final RollingFile file;
    private final Content content;
    private final Executor writer;
    private final Consumer<String> warnings;
    private final BlockingQueue<Supplier<byte[]>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile boolean closed;

    /**
     * @param file closed with the recorder
     * @param writer runs what writes; never on behalf of a caller
     * @param warnings told when something is lost: the first time, and whenever that has doubled
     */
    public Recorder(RollingFile file, Content content, Executor writer, Consumer<String> warnings) {
        this.file = file;
        this.content = content;
        this.writer = writer;
        this.warnings = warnings;
    }

    /**
     * Keeps a question. False when it had to be dropped.
     *
     * @param question called by the writer
     */
    public boolean record(Supplier<Question> question) {
        return offer(() -> RecordingWriter.line(content.keep(question.get())));
    }

    /** Keeps what was said of an answer after it was given. False when it had to be dropped. */
    public boolean feedback(String id, Label label) {
        return offer(() -> RecordingWriter.feedback(id, label));
    }

    private boolean offer(Supplier<byte[]> line) {
        if (closed || !waiting.offer(line)) {
            tell(dropped, "more is to be recorded than the disk takes; so many questions were dropped");
            return false;
        }
        if (scheduled.compareAndSet(false, true)) {
            wake();
        }
        return true;
    }

    private void wake() {
        try {
            writer.execute(this::drain);
        } catch (RejectedExecutionException closing) {
            // what waits is written when the recorder is closed
            scheduled.set(false);
        }
    }

    private void drain() {
        // before the queue is looked at: what comes later wakes another round
        scheduled.set(false);
        synchronized (file) {
            for (Supplier<byte[]> line = waiting.poll(); line != null; line = waiting.poll()) {
                write(line);
            }
        }
    }

    private void write(Supplier<byte[]> line) {
        try {
            file.write(line.get());
            written.incrementAndGet();
        } catch (IOException | RuntimeException e) {
            // the class, and no message: a redactor's may hold the text
            tell(
                    failed,
                    "a question could not be recorded (%s); so many were lost"
                            .formatted(e.getClass().getSimpleName()));
        }
    }

    private void tell(AtomicLong count, String what) {
        long now = count.incrementAndGet();
        if (Long.bitCount(now) == 1) {
            warnings.accept(what + ": " + now);
        }
    }

    /** Lines that are in the file. */
    public long written() {
        return written.get();
    }

    /** Lines that never reached the writer, because too many waited for it. */
    public long dropped() {
        return dropped.get();
    }

    /** Lines that could not be written, or whose text could not be redacted. */
    public long failed() {
        return failed.get();
    }

    /** Takes nothing more, and writes all that waits. */
    @Override
    public void close() throws IOException {
        closed = true;
        drain();
        synchronized (file) {
            file.close();
        }
    }
}
