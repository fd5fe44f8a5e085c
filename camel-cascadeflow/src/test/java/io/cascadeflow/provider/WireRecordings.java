package io.cascadeflow.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Real traffic between clients and providers, where the machine that runs the tests has it. */
public final class WireRecordings {

    private static final String FILE = "wire-dev.jsonl.gz";

    private WireRecordings() {}

    /** One request and its reply. */
    public record Exchange(
            String id,
            String path,
            String request,
            int status,
            @Nullable String contentType,
            String response) {

        static Exchange from(String line) {
            JsonNode json = WireJson.objectIn(line).orElseThrow();
            return new Exchange(
                    json.path("id").asText(),
                    json.path("path").asText().replaceFirst("\\?.*", ""),
                    json.path("request").asText(),
                    json.path("status").asInt(),
                    json.path("contentType").asText(null),
                    json.path("response").asText());
        }

        public boolean isJson() {
            return contentType != null && contentType.startsWith("application/json");
        }

        public HttpReply reply() {
            return new HttpReply(
                    status,
                    Map.of("content-type", String.valueOf(contentType)),
                    response.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return id + " " + path;
        }
    }

    /** The exchanges on paths that end so; skips the test when there are no recordings here. */
    public static List<Exchange> onPathsEndingWith(String suffix) {
        Optional<Path> file = folder().map(folder -> folder.resolve(FILE)).filter(Files::exists);
        Assumptions.assumeTrue(
                file.isPresent(), FILE + " is not here; name its folder in the system property recordings.folder");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file.orElseThrow())), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(Exchange::from)
                    .filter(exchange -> exchange.path().endsWith(suffix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> folder() {
        String named = System.getProperty("recordings.folder");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), parent -> parent != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve(".git")))
                .findFirst()
                .map(root -> root.resolve("../shared/data"));
    }
}
