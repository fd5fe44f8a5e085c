package io.cascadeflow.benchmarks.server;

import io.cascadeflow.benchmarks.Benchmarks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server that is a command of {@link Benchmarks}, in a JVM of its own. */
public final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final int port;

    private ServerProcess(Process process, BufferedReader out, int port) {
        this.process = process;
        this.out = out;
        this.port = port;
    }

    /** @param command the server's name and its options */
    public static ServerProcess start(String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Benchmarks.class.getName()));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new ServerProcess(process, out, port(command[0], out.readLine()));
    }

    private static int port(String name, @Nullable String line) throws IOException {
        if (line == null) {
            throw new IOException(name + " did not start; its reason is above");
        }
        return Integer.parseInt(line.strip());
    }

    /** Where its models are asked. */
    public String baseUrl() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    public int port() {
        return port;
    }

    /** From now on {@code hearer} is told each line that it prints, on a thread of its own. */
    public void onLine(Consumer<String> hearer) {
        Thread listener = new Thread(() -> listen(hearer), "server-output");
        listener.setDaemon(true);
        listener.start();
    }

    private void listen(Consumer<String> hearer) {
        try {
            out.lines().forEach(hearer);
        } catch (UncheckedIOException closed) {
            // the server was ended
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
