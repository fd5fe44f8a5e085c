package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/options.md} is the generated catalog in a form for people. Run this test with
 * {@code -Ddocs.write=true} to write it anew.
 */
class OptionsPageTest {

    private static final Path PAGE = root().resolve("docs/options.md");

    @Test
    void thePageSaysWhatTheCatalogSays() throws IOException {
        String page = page(Catalog.read());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).hasContent(page);
    }

    private static String page(JsonNode catalog) {
        StringJoiner page = new StringJoiner("\n", "", "\n");
        page.add("# Options and headers").add("");
        page.add(
                "Written by `OptionsPageTest` from the component's catalog. Every row has a test that fails when it is ignored.");
        page.add("").add("## Endpoint: `cascadeflow:provider:model`").add("");
        options(page, catalog.path("properties"));
        page.add("").add("## Component").add("");
        page.add("As `camel.component.cascadeflow.<option>` in properties, or by the component's setters.")
                .add("");
        options(page, catalog.path("componentProperties"));
        page.add("").add("## Headers").add("");
        page.add(
                "All start with `Camel`, so Camel's HTTP components neither accept them from clients nor send them out.");
        page.add("").add("| header | in or out | type | meaning |").add("|---|---|---|---|");
        for (Map.Entry<String, JsonNode> header : catalog.path("headers").properties()) {
            JsonNode is = header.getValue();
            page.add("| `%s` | %s | %s | %s |"
                    .formatted(
                            header.getKey(),
                            is.path("label").asText().replace("producer ", ""),
                            type(is),
                            cell(is.path("description"))));
        }
        return page.toString();
    }

    private static void options(StringJoiner page, JsonNode options) {
        page.add("| option | type | default | meaning |").add("|---|---|---|---|");
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            JsonNode is = option.getValue();
            page.add("| `%s`%s | %s | %s | %s |"
                    .formatted(
                            is.path("prefix").asText("").isEmpty()
                                    ? option.getKey()
                                    : is.path("prefix").asText() + "*",
                            is.path("secret").asBoolean() ? " (secret)" : "",
                            type(is),
                            cell(is.path("defaultValue")),
                            cell(is.path("description"))));
        }
    }

    private static String type(JsonNode is) {
        if (is.has("enum")) {
            StringJoiner values = new StringJoiner(", ");
            is.path("enum").forEach(value -> values.add(value.asText()));
            return values.toString();
        }
        String type = is.path("javaType").asText();
        return type.substring(type.lastIndexOf('.', type.indexOf('<') < 0 ? type.length() : type.indexOf('<')) + 1);
    }

    private static String cell(JsonNode text) {
        return text.asText("").replace("|", "\\|");
    }

    static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("docs/concepts.md")))
                .findFirst()
                .orElseThrow();
    }
}
