package io.cascadeflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.docs.Page;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/probes.md has every probe, and every test that it names is there. */
class ProbesPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| [^|]+ \\| ([^|]+) \\|$");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|Contract))(?:#(\\w+))?`");
    private static final int PROBES = 100;

    @Test
    void theTestsItNamesExist() {
        Set<String> named = NAMED.matcher(Page.of("docs/probes.md").text())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(200).allMatch(ProbesPageTest::exists);
    }

    @Test
    void everyProbeHasARowAndATest() {
        List<MatchResult> rows =
                ROW.matcher(Page.of("docs/probes.md").text()).results().toList();
        assertThat(rows)
                .extracting(row -> Integer.valueOf(row.group(1)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, PROBES).boxed().toList());
        assertThat(rows).allMatch(row -> NAMED.matcher(row.group(2)).find());
    }

    private static boolean exists(String named) {
        String[] test = named.replace("`", "").split("#");
        return Page.files("", "/" + test[0] + ".java").stream()
                .map(Page::read)
                .anyMatch(source -> test.length == 1 || source.contains(" " + test[1] + "("));
    }
}
