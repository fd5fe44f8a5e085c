package io.cascadeflow.examples.gateway.conformance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.provider.WireJson;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process of Node.js that asks with the clients from npm: one call after the other. */
final class NodeProcess implements AutoCloseable {

    static final Path FOLDER = Path.of("src/test/npm");

    private final Process process;
    private final BufferedWriter out;
    private final BufferedReader in;
    private int calls;

    NodeProcess() {
        try {
            process = new ProcessBuilder("node", "driver.mjs")
                    .directory(FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException noNode) {
            throw new UncheckedIOException(noNode);
        }
        out = process.outputWriter(StandardCharsets.UTF_8);
        in = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Why there can be none; empty when there can. */
    static Optional<String> missing() {
        if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
            return Optional.of("the clients from npm are not installed: run 'npm ci' in examples/gateway/src/test/npm");
        }
        try {
            int exit = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return exit == 0 ? Optional.empty() : Optional.of("node --version fails");
        } catch (IOException noNode) {
            return Optional.of("there is no node on the path: install Node.js 20 or newer");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Whether what is missing is a failure: where it should have been installed. */
    static boolean isRequired() {
        return Boolean.getBoolean("npm.required");
    }

    /** The version that is to be installed. */
    static String version(String name) {
        try {
            return WireJson.parse(Files.readString(FOLDER.resolve("package.json")))
                    .path("dependencies")
                    .path(name)
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized <T> T call(String client, String call, TypeReference<T> type, Object... arguments) {
        int id = ++calls;
        try {
            out.write(Json.text(Map.of("id", id, "client", client, "call", call, "args", List.of(arguments))));
            out.newLine();
            out.flush();
            String line = in.readLine();
            if (line == null) {
                throw new IllegalStateException("node has ended: see what it said");
            }
            JsonNode told = WireJson.parse(line);
            if (told.has("failure")) {
                JsonNode failure = told.path("failure");
                throw new SdkFailure(
                        failure.path("status").asInt(), failure.path("message").asText(), null);
            }
            return Json.MAPPER.convertValue(told.path("value"), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
