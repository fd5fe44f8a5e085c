package io.cascadeflow.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/metrics.md} is {@link Metric}. Run this with {@code -Ddocs.write=true} to write it anew. */
class MetricsPageTest {

    private static final String BEGIN = "<!-- written by MetricsPageTest -->\n";
    private static final String END = "<!-- end -->";

    @Test
    void thePageHasTheTableOfAllMetrics() throws IOException {
        Path file = root().resolve("docs/metrics.md");
        String page = Files.readString(file);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        assertThat(from).isBetween(BEGIN.length(), to);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, page.substring(0, from) + table() + page.substring(to));
        }
        assertThat(Files.readString(file)).contains(BEGIN + table() + END);
    }

    private static String table() {
        StringJoiner table = new StringJoiner("\n", "", "\n");
        table.add("| metric | in Prometheus | kind | labels | what it says |").add("|---|---|---|---|---|");
        for (Metric metric : Metric.values()) {
            table.add("| `%s` | `%s` | %s | %s | %s |"
                    .formatted(
                            metric.id(),
                            Exposition.name(metric),
                            kind(metric),
                            metric.labels().isEmpty() ? "" : "`" + String.join("`, `", metric.labels()) + "`",
                            metric.description()));
        }
        return table.toString();
    }

    private static String kind(Metric metric) {
        return switch (metric.kind()) {
            case COUNTER -> "counter" + unit(metric);
            case GAUGE -> "gauge" + unit(metric);
            case TIMER -> "histogram, seconds";
            case SUMMARY -> "histogram" + unit(metric);
        };
    }

    private static String unit(Metric metric) {
        return metric.unit().isEmpty() ? "" : ", US dollars";
    }

    static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("docs/concepts.md")))
                .findFirst()
                .orElseThrow();
    }
}
