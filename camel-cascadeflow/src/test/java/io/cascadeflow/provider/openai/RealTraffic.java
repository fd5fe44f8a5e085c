package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Recorded calls, which are not part of this repository: read where they are present. */
final class RealTraffic {

    static final String ABSENT = "no recordings: give -Drecordings.folder=<folder with wire-dev.jsonl.gz>";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RealTraffic() {}

    static Optional<Path> file() {
        String given = System.getProperty("recordings.folder");
        if (given != null) {
            return existing(Path.of(given));
        }
        Path folder = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve(".git"))) {
            folder = folder.getParent();
        }
        return folder == null ? Optional.empty() : existing(folder.resolveSibling("shared/data"));
    }

    private static Optional<Path> existing(Path folder) {
        Path file = folder.resolve("wire-dev.jsonl.gz");
        return Optional.of(file).filter(Files::exists);
    }

    static List<JsonNode> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().map(RealTraffic::parse).toList();
        }
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
