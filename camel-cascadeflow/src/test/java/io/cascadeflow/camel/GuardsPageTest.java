package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/guards.md says of its example is so. */
class GuardsPageTest {

    private static final String MODELS = """
            ledger: {memory: true}
            models: {"probe:m": {input: 1, output: 10}}
            """;

    @TempDir
    Path folder;

    private static String example() throws IOException {
        Path page = Path.of("").toAbsolutePath().resolveSibling("docs").resolve("guards.md");
        return Files.readAllLines(page).stream()
                .dropWhile(line -> !line.equals("```yaml"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theModelIsToldThePlaceholderAndTheCallerTheValue() throws Exception {
        Path file = Files.writeString(folder.resolve("guards.yaml"), MODELS + example());
        try (ProbeContext with = new ProbeContext(component -> component.setConfiguration("file:" + file))) {
            with.probe.answers(ProbeProvider.reply("I wrote to <EMAIL_1>"));
            Exchange exchange = with.ask("cascadeflow:probe:m", "Write to jane@example.com", Map.of("region", "us"));

            assertThat(with.probe.lastRequest().question()).isEqualTo("Write to <EMAIL_1>");
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("I wrote to jane@example.com");
        }
    }
}
