package io.cascadeflow.replay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Recordings of real answers, where they are at hand; they are no part of the repository. */
public final class Recordings {

    private Recordings() {}

    /** Skips the test when the file is not there. */
    public static Path file(String name) {
        Path file = folder().resolve(name);
        assumeTrue(Files.isReadable(file), () -> "no recording at " + file + ": set -Drecordings.folder=<folder>");
        return file;
    }

    /** As given, or beside the repository. */
    private static Path folder() {
        String given = System.getProperty("recordings.folder");
        return given != null
                ? Path.of(given)
                : Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
                        .filter(at -> Files.exists(at.resolve(".git")))
                        .findFirst()
                        .map(root -> root.resolveSibling("shared").resolve("data"))
                        .orElse(Path.of("recordings"));
    }
}
