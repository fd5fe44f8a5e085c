package io.cascadeflow.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/resilience.md has a row for every fault that is tried, and none that is not. */
class ResiliencePageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|.*$");

    private String page = "";

    @BeforeEach
    void read() throws Exception {
        page = Files.readString(Path.of("../docs/resilience.md"));
    }

    private static List<Scenario> tried() {
        return Stream.concat(FailoverBench.scenarios().stream(), FurtherFaults.scenarios().stream())
                .toList();
    }

    @Test
    void hasARowForEveryFaultThatIsTriedAndNoOther() {
        List<String> ids = ROW.matcher(page).results().map(row -> row.group(1)).toList();

        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(tried().stream().map(Scenario::id), Stream.of("S15"))
                                .toList());
    }

    @Test
    void everyRowSaysWhatAnEndpointComesTo() {
        for (Scenario scenario : tried()) {
            scenario.expected().values().forEach(expected -> assertSays(row(scenario), expected));
        }
    }

    private static void assertSays(String row, Expected expected) {
        if (expected.isAnswer()) {
            assertThat(row).contains("| answers");
        } else {
            assertThat(expected.kinds())
                    .anySatisfy(kind -> assertThat(row).containsAnyOf("`" + kind + "`", "| as S08", "| as S04"));
        }
    }

    private String row(Scenario scenario) {
        Matcher row = Pattern.compile("(?m)^\\| `" + Pattern.quote(scenario.id()) + "` \\|.*$")
                .matcher(page);
        assertThat(row.find()).isTrue();
        return row.group();
    }
}
