package io.cascadeflow.camel.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams in a servlet container, before a connection that takes what it likes. */
@Timeout(60)
class ServletOutputTest {

    private final Connection connection = new Connection();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final AtomicInteger completed = new AtomicInteger();
    private final ServletOutput output = new ServletOutput(gone, completed::incrementAndGet);

    /** Takes a piece for each permission that it has. */
    private static final class Connection extends ServletOutputStream {

        private final StringBuffer taken = new StringBuffer();
        private final AtomicInteger room = new AtomicInteger();
        private volatile boolean broken;

        @Override
        public boolean isReady() {
            return broken || room.get() > 0;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int letter) {
            throw new IllegalStateException("a letter at a time");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (broken) {
                throw new IOException("broken pipe");
            }
            if (room.getAndDecrement() <= 0) {
                throw new IllegalStateException("written to without asking");
            }
            taken.append(new String(bytes, US_ASCII));
        }

        @Override
        public void flush() {}
    }

    private CompletionStage<Void> write(String text) {
        return output.write(text.getBytes(US_ASCII));
    }

    private void takeOn(int pieces) throws IOException {
        connection.room.addAndGet(pieces);
        output.onWritePossible();
    }

    @Test
    void whoWritesWaitsUntilTheClientHasRead() throws Exception {
        output.open(connection);

        CompletableFuture<Void> first = write("one ").toCompletableFuture();
        assertThat(first).isNotDone();

        takeOn(2);
        assertThat(first).isDone();
        assertThat(connection.taken).hasToString("one ");
    }

    @Test
    void theEndComesAfterWhatWasWritten() throws Exception {
        output.open(connection);
        write("one ");
        output.end("end".getBytes(US_ASCII));
        takeOn(1);
        assertThat(completed).hasValue(0);

        takeOn(2);

        assertThat(connection.taken).hasToString("one end");
        assertThat(completed).hasValue(1);
    }

    @Test
    void aClientThatHasLeftIsNoticedAndNobodyWaitsForIt() throws Exception {
        output.open(connection);
        CompletableFuture<Void> waiting = write("one ").toCompletableFuture();

        connection.broken = true;
        output.onWritePossible();

        assertThat(gone).isDone();
        assertThat(waiting).isDone();
        assertThat(write("two").toCompletableFuture()).isDone();
        output.end(new byte[0]);
        assertThat(completed).hasValue(1);
    }

    @Test
    void nothingIsLostOrMixedUpBetweenThreads() throws Exception {
        int pieces = 20_000;
        ExecutorService container = Executors.newSingleThreadExecutor();
        try {
            output.open(connection);
            container.execute(() -> IntStream.range(0, pieces + 2).forEach(any -> roomForOne()));
            StringBuilder written = new StringBuilder();
            for (int piece = 0; piece < pieces; piece++) {
                written.append(piece).append(' ');
                write(piece + " ").toCompletableFuture().get(20, TimeUnit.SECONDS);
            }
            output.end("end".getBytes(US_ASCII));
            container.shutdown();
            assertThat(container.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

            assertThat(connection.taken.toString()).isEqualTo(written + "end");
            assertThat(completed).hasValue(1);
        } finally {
            container.shutdownNow();
        }
    }

    private void roomForOne() {
        connection.room.incrementAndGet();
        output.onWritePossible();
    }
}
