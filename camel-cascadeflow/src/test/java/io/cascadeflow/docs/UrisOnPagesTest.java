package io.cascadeflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The URIs that pages show have only options, and name only headers, that there are. */
class UrisOnPagesTest {

    private static final Pattern URI = Pattern.compile("cascadeflow:[\\w-]+:?[^?\\s\"'`<>|)]*\\?([^\"'`<>|\\n]*)");
    private static final Pattern HEADER = Pattern.compile("\\bCamelCascadeFlow\\w+");
    private static final Pattern CONSTANT = Pattern.compile("=\\s*\"(CamelCascadeFlow\\w+)\"");
    private static final Set<String> OPTIONS = new TreeSet<>();
    private static final Set<String> PREFIXES = new TreeSet<>();
    private static final Set<String> NAMES = new TreeSet<>();

    @BeforeAll
    static void read() throws IOException {
        JsonNode catalog = new ObjectMapper()
                .readTree(Page.read(
                        "camel-cascadeflow/src/generated/resources/META-INF/io/cascadeflow/camel/cascadeflow.json"));
        catalog.path("properties").properties().forEach(option -> {
            OPTIONS.add(option.getKey());
            PREFIXES.add(option.getValue().path("prefix").asText(""));
        });
        PREFIXES.remove("");
        catalog.path("headers").properties().forEach(header -> NAMES.add(header.getKey()));
        // exchange properties, and headers that only the gateway sets, have constants of their own
        Page.files("camel-cascadeflow/src/main/java", ".java").stream()
                .flatMap(source -> CONSTANT.matcher(Page.read(source)).results())
                .forEach(constant -> NAMES.add(constant.group(1)));
    }

    /** The options of all URIs in a text, those that are put together from pieces included. */
    private static Stream<String> options(String text) {
        return URI.matcher(text.replaceAll("\"\\s*\\+\\s*\"", ""))
                .results()
                .map((MatchResult uri) -> uri.group(1).replace("&amp;", "&"))
                .flatMap(query -> Stream.of(query.split("&")))
                .map(option -> option.replaceFirst("=.*", "")
                        .replaceFirst("[\\s,;)…].*", "")
                        .replaceAll("\\.+$", ""))
                .filter(name -> !name.isEmpty());
    }

    private static boolean isThere(String option) {
        return OPTIONS.contains(option) || PREFIXES.stream().anyMatch(option::startsWith);
    }

    @Test
    void everyOptionOfAUriIsThere() {
        assertThat(Page.all().stream().flatMap(page -> options(page.text()))).hasSizeGreaterThan(40);
        assertThat(Page.all().stream()
                        .flatMap(page -> options(page.text())
                                .filter(option -> !isThere(option))
                                .map(option -> page.path() + ": " + option)))
                .isEmpty();
    }

    @Test
    void everyHeaderIsThere() {
        assertThat(Page.all().stream()
                        .flatMap(page -> HEADER.matcher(page.text())
                                .results()
                                .map(MatchResult::group)
                                .filter(name -> !NAMES.contains(name))
                                .map(name -> page.path() + ": " + name)))
                .isEmpty();
    }

    @Test
    void aWrongOptionIsSeen() {
        assertThat(options("`cascadeflow:openai:m?temprature=1&topP=0.5` and \"cascadeflow:agent:a?\" + \"tool=x\"")
                        .filter(option -> !isThere(option)))
                .containsExactly("temprature", "tool");
    }
}
