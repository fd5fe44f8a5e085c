package io.cascadeflow.examples.replay;

import io.cascadeflow.provider.recorded.Recording;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The recording that a command reads. */
public final class RecordingOption {

    @Option(
            names = "--recording",
            required = true,
            paramLabel = "FILE",
            description = "the recorded questions, answers and labels: JSON Lines, plain or gzip")
    private Path file = Path.of("");

    public Path file() {
        return file;
    }

    /** @throws IllegalArgumentException when it cannot be read, with the line and the way out */
    public Recording read() {
        return Recording.read(file);
    }
}
