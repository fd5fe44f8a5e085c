package io.cascadeflow.benchmarks.ledger;

import io.cascadeflow.benchmarks.Benchmarks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A {@link LedgerNode} in a JVM of its own. */
final class NodeProcess {

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path settled;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch spending = new CountDownLatch(1);
    private final Thread listener;
    private volatile long count;
    private volatile boolean closed;

    private NodeProcess(Process process, Path settled) {
        this.process = process;
        this.settled = settled;
        this.listener = new Thread(this::listen);
        listener.setDaemon(true);
        listener.start();
    }

    static NodeProcess start(Path settled, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Benchmarks.class.getName(),
                "ledger-node",
                "--settled=" + settled));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new NodeProcess(process, settled);
    }

    private void listen() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            System.err.println("a node's output ended: " + e.getMessage());
        }
    }

    private void hear(String line) {
        if (line.startsWith("count ")) {
            count = Long.parseLong(line.substring("count ".length()));
            spending.countDown();
        }
        ready.countDown();
        closed |= line.equals("closed");
    }

    void awaitReady() throws InterruptedException {
        require(ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "did not start");
    }

    void awaitSpending() throws InterruptedException {
        require(spending.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "settled nothing");
    }

    private void require(boolean done, String what) {
        if (!done) {
            process.destroyForcibly();
            throw new IllegalStateException("a node " + what + " within " + PATIENCE_SECONDS + " s");
        }
    }

    long count() {
        return count;
    }

    /** By SIGKILL: it has no chance to do anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Lets it end its calls and close its ledger. */
    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        require(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "did not end");
        listener.join();
        if (!closed) {
            throw new IllegalStateException("a node ended without closing its ledger");
        }
    }

    /** The keys it knew to be settled, a last one that is cut off left away. */
    List<String> settled() throws IOException {
        String text = Files.readString(settled);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
}
