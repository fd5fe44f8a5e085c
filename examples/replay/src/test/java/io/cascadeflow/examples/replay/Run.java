package io.cascadeflow.examples.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** One run of the tool: its exit code and what it printed. */
record Run(int exitCode, String out, String err) {

    static Run of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Replay.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Run(exitCode, out.toString(), err.toString());
    }

    JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + out + err, e);
        }
    }

    /** A file of real recordings, which are not part of the repository; skips the test where they are absent. */
    static String data(String file) {
        Optional<Path> found = folder().map(folder -> folder.resolve(file)).filter(Files::exists);
        Assumptions.assumeTrue(
                found.isPresent(), file + " is not here; name its folder in the system property recordings.folder");
        return found.orElseThrow().toString();
    }

    private static Optional<Path> folder() {
        String named = System.getProperty("recordings.folder");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve(".git")))
                .findFirst()
                .map(root -> root.resolveSibling("shared").resolve("data"));
    }
}
