package io.cascadeflow.benchmarks.gateway.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Clients of a server on this machine, each with one question at a time on a connection that it keeps. All of them run on the
 * thread that calls {@link #run} and {@link #drain}.
 */
public final class Clients implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Talker talker;
    private final Selector selector;
    private final List<Line> lines = new ArrayList<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private boolean asking = true;
    private int open;

    /** What is to be done, and when. */
    private record Due(long nanoTime, Runnable work) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Long.compare(nanoTime, other.nanoTime);
        }
    }

    /** @param port where the server listens */
    public Clients(int port, int count, Talker talker) throws IOException {
        this.talker = talker;
        this.selector = Selector.open();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (int client = 0; client < count; client++) {
            Line line = new Line(client, port, selector, buffer);
            lines.add(line);
            later(System.nanoTime(), () -> next(line));
        }
    }

    /** Asks and hears until then; questions may be under way afterwards. */
    public void run(long untilNanoTime) throws IOException {
        for (long left = untilNanoTime - System.nanoTime(); left > 0; left = untilNanoTime - System.nanoTime()) {
            step(left);
        }
    }

    /** Asks and hears until nobody has anything more to ask, and all is answered, or it is time. */
    public void finish(long untilNanoTime) throws IOException {
        while ((open > 0 || !due.isEmpty()) && untilNanoTime - System.nanoTime() > 0) {
            step(untilNanoTime - System.nanoTime());
        }
    }

    /**
     * Asks nothing more, and hears what is under way.
     *
     * @return how many questions have no answer by then
     */
    public int drain(long untilNanoTime) throws IOException {
        asking = false;
        while (open > 0 && untilNanoTime - System.nanoTime() > 0) {
            step(untilNanoTime - System.nanoTime());
        }
        return open;
    }

    /** How many questions are under way. */
    public int open() {
        return open;
    }

    private void step(long mostNanos) throws IOException {
        for (Due first = due.peek(); first != null && first.nanoTime() - System.nanoTime() <= 0; first = due.peek()) {
            due.remove();
            first.work().run();
        }
        Due first = due.peek();
        long wait = first == null ? mostNanos : Math.min(mostNanos, first.nanoTime() - System.nanoTime());
        selector.select(this::ready, Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)));
    }

    private void later(long nanoTime, Runnable work) {
        due.add(new Due(nanoTime, work));
    }

    private void next(Line line) {
        Question question = asking ? talker.next(line.client()) : null;
        if (question == null) {
            line.close();
        } else if (question.notBefore() - System.nanoTime() > 0 && question.notBefore() != 0) {
            later(question.notBefore(), () -> ask(line, question));
        } else {
            ask(line, question);
        }
    }

    private void ask(Line line, Question question) {
        if (!asking) {
            return;
        }
        open++;
        try {
            line.ask(question);
            if (question.leavesAfter() > 0) {
                later(System.nanoTime() + question.leavesAfter(), () -> leave(line, question));
            }
        } catch (IOException noConnection) {
            broken(line, question, noConnection);
        }
    }

    private void leave(Line line, Question question) {
        if (line.asked() == question) {
            open--;
            line.close();
            talker.left(question);
            next(line);
        }
    }

    private void ready(SelectionKey key) {
        Line line = (Line) key.attachment();
        Question question = line.asked();
        try {
            if (key.isWritable()) {
                line.flush();
            }
            Answer answer = key.isReadable() ? line.read() : null;
            if (answer != null && question != null) {
                heard(line, question, answer);
            }
        } catch (IOException | IllegalStateException ended) {
            broken(line, question, ended);
        }
    }

    private void heard(Line line, Question question, Answer answer) {
        open--;
        line.answered();
        talker.answered(question, answer);
        if ("close".equalsIgnoreCase(answer.header("connection"))) {
            line.close();
        }
        next(line);
    }

    /** A server may end a connection on which nothing is asked. */
    private void broken(Line line, @Nullable Question question, Exception why) {
        Answer begun = line.begun();
        line.close();
        if (question != null) {
            open--;
            if (begun == null) {
                talker.failed(question, String.valueOf(why.getMessage()));
            } else {
                talker.brokenOff(question, begun, String.valueOf(why.getMessage()));
            }
            later(System.nanoTime() + AGAIN_NANOS, () -> next(line));
        }
    }

    @Override
    public void close() throws IOException {
        lines.forEach(Line::close);
        selector.close();
    }
}
