package io.cascadeflow.chaos;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Listens to what goes to the logs, and passes it on. */
final class SaidAloud implements AutoCloseable {

    private static final int MOST = 20;

    private final PrintStream before = System.err;
    private final Queue<String> secrets = new ConcurrentLinkedQueue<>();

    SaidAloud() {
        System.setErr(new PrintStream(new Lines(), true, StandardCharsets.UTF_8));
    }

    /** The first lines with a question or an answer in them. */
    List<String> secrets() {
        return List.copyOf(secrets);
    }

    private final class Lines extends OutputStream {

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            before.write(b);
            if (b != '\n') {
                line.write(b);
                return;
            }
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            if ((text.contains(Question.SECRET) || text.contains(Question.WORD)) && secrets.size() < MOST) {
                secrets.add(text);
            }
        }
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
