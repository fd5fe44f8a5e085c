package io.cascadeflow.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway in a JVM of its own, as its users start it. */
final class GatewayProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 90;
    private static final long LOOK_MILLIS = 20;

    private final Process process;
    private final GatewayFolder folder;
    private final int port;

    private GatewayProcess(Process process, GatewayFolder folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** @param port 0 for any that is free */
    static GatewayProcess start(GatewayOptions options, GatewayFolder folder, int port)
            throws IOException, InterruptedException {
        Files.deleteIfExists(folder.portFile());
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options.javaOptions());
        line.addAll(List.of("-jar", options.jar().toAbsolutePath().toString()));
        line.addAll(List.of("--config", folder.configuration().toString(), "--host", "127.0.0.1"));
        line.addAll(List.of(
                "--port",
                Integer.toString(port),
                "--port-file",
                folder.portFile().toString()));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.journal().toFile()));
        builder.environment().put("CASCADEFLOW_LOG", "json");
        Process process = Ending.withThisOne(builder.start());
        return new GatewayProcess(process, folder, awaitPort(process, folder));
    }

    private static int awaitPort(Process process, GatewayFolder folder) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(folder.portFile())) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() - until > 0) {
                process.destroyForcibly();
                throw new IOException("the gateway did not start:\n" + Files.readString(folder.journal()));
            }
        }
        return Integer.parseInt(Files.readString(folder.portFile()).strip());
    }

    int port() {
        return port;
    }

    ProcessFigures figures() {
        return new ProcessFigures(process.pid());
    }

    /** By SIGKILL: it has no chance to do anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Lets it end what is under way. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the gateway did not end within %d s; its journal is %s"
                    .formatted(PATIENCE_SECONDS, folder.journal()));
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            stop();
        }
    }
}
