package io.cascadeflow.benchmarks.gateway;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The open-source gateway of Portkey, from the npm registry, to compare with. */
final class PortkeyProcess implements AutoCloseable {

    static final String PACKAGE = "@portkey-ai/gateway@1.15.2";

    private static final Path START = Path.of("node_modules", "@portkey-ai", "gateway", "build", "start-server.js");
    private static final long PATIENCE_SECONDS = 60;
    private static final long INSTALL_SECONDS = 300;
    private static final long LOOK_MILLIS = 100;

    private final Process process;
    private final int port;

    private PortkeyProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it; installs it first where it is not there yet.
     *
     * @param folder where it is, or goes
     * @return empty where there is no node or no npm, or it cannot be had; the reason is printed
     */
    static Optional<PortkeyProcess> start(Path folder) throws IOException, InterruptedException {
        if (!isThere("node") || !isThere("npm")) {
            System.err.println("without Portkey: node and npm are not on the PATH");
            return Optional.empty();
        }
        if (!Files.exists(folder.resolve(START)) && !install(folder)) {
            System.err.println("without Portkey: npm could not install " + PACKAGE + " into " + folder);
            return Optional.empty();
        }
        int port = freePort();
        Process process =
                Ending.withThisOne(new ProcessBuilder("node", START.toString(), "--port=" + port, "--headless")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start());
        awaitPort(process, port);
        return Optional.of(new PortkeyProcess(process, port));
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static boolean install(Path folder) throws IOException, InterruptedException {
        System.err.println("installing " + PACKAGE + " into " + folder);
        Files.createDirectories(folder);
        Process npm = new ProcessBuilder(
                        List.of("npm", "install", "--prefix", ".", "--no-audit", "--no-fund", "--silent", PACKAGE))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
            npm.destroyForcibly();
        }
        return Files.exists(folder.resolve(START));
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static void awaitPort(Process process, int port) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!listens(port)) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() - until > 0) {
                process.destroyForcibly();
                throw new IOException("Portkey's gateway did not start: run node " + START + " by hand to see why");
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    ProcessFigures figures() {
        return new ProcessFigures(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
