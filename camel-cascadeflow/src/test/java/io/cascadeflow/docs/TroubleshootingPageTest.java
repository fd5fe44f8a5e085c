package io.cascadeflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every message that docs/troubleshooting.md quotes can still be met: its fixed parts stand in one source, in their order. */
class TroubleshootingPageTest {

    private static final Pattern QUOTED = Pattern.compile("`([^`]{20,})`");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    /** The literals of each source; those that are put together from pieces are one. */
    private static final List<String> SOURCES = Page.files("camel-cascadeflow/src/main/java", ".java").stream()
            .map(TroubleshootingPageTest::literals)
            .toList();

    private static String literals(String file) {
        return LITERAL.matcher(Page.read(file).replaceAll("\"\\s*\\+\\s*\"", ""))
                .results()
                .map(literal -> literal.group(1).replace("\\\"", "\""))
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> quoted() {
        return Page.of("docs/troubleshooting.md")
                .text()
                .lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.split("(?<!\\\\)\\|")[1])
                .flatMap(cell -> QUOTED.matcher(cell).results())
                .map((MatchResult message) -> message.group(1))
                .filter(message -> message.contains(" "))
                .filter(message -> !message.startsWith("CamelCascadeFlow") && !message.contains("Authorization"));
    }

    private static boolean isMet(String message) {
        List<String> parts = Stream.of(message.split("…"))
                .filter(part -> part.strip().length() > 2)
                .toList();
        return SOURCES.stream().anyMatch(source -> inOrder(source, parts));
    }

    private static boolean inOrder(String source, List<String> parts) {
        for (int start = source.indexOf(parts.get(0)); start >= 0; start = source.indexOf(parts.get(0), start + 1)) {
            int at = start + parts.get(0).length();
            boolean all = true;
            for (String part : parts.subList(1, parts.size())) {
                int next = source.indexOf(part, at);
                // the rest of a message is near
                all &= next >= 0 && next - at < 400;
                at = next + part.length();
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    @Test
    void everyMessageIsInTheSources() {
        assertThat(quoted()).hasSizeGreaterThan(50);
        assertThat(quoted().filter(message -> !isMet(message))).isEmpty();
    }

    @Test
    void aMessageThatIsGoneIsSeen() {
        assertThat(isMet("there is no provider '…'; use one of …, or bind a ChatProvider bean of that name"))
                .isTrue();
        assertThat(isMet("there is no supplier '…'; use one of …")).isFalse();
        assertThat(isMet("there is no provider '…'; choose one of …")).isFalse();
    }
}
