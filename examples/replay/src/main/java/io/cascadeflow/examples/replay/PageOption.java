package io.cascadeflow.examples.replay;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The page that a command writes beside what it prints. */
final class PageOption {

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "also write a page with the reliability diagram and the cost-quality curve (HTML)")
    private @Nullable Path page;

    Optional<Path> page() {
        return Optional.ofNullable(page);
    }
}
