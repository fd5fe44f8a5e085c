package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.InHouseProvider;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.provider.ChatProviderFactory;
import io.cascadeflow.provider.ProviderException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/providers.md says what the code does: every provider, address, variable and error kind is on it. */
class ProvidersPageTest {

    private String page = "";

    @BeforeEach
    void read() throws Exception {
        page = Files.readString(Path.of("../docs/providers.md"));
    }

    @Test
    void namesEveryProvider() {
        for (ChatProviderFactory factory : ServiceLoader.load(ChatProviderFactory.class)) {
            assertThat(factory.providers())
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(page).contains("\n| `" + name + "` |"));
        }
    }

    @Test
    void tellsTheAddressAndTheVariablesOfEveryPreset() throws Exception {
        try (InputStream in = Objects.requireNonNull(
                getClass().getResourceAsStream("/io/cascadeflow/provider/openai/presets.json"))) {
            new ObjectMapper().readTree(in).path("presets").properties().forEach(preset -> {
                String row = row(preset.getKey());
                JsonNode access = preset.getValue().path("access");
                access.path("keyVariables").forEach(name -> assertThat(row).contains("`" + name.asText() + "`"));
                access.path("baseUrlVariables").forEach(name -> assertThat(row).contains("`" + name.asText() + "`"));
                assertThat(row).contains("`" + access.path("baseUrl").asText("baseUrl") + "`");
                boolean none = "NONE"
                        .equals(preset.getValue()
                                .path("spelling")
                                .path("logprobs")
                                .asText());
                assertThat(row.split("\\|")[4].strip())
                        .satisfies(said -> assertThat(said.equals("no")).isEqualTo(none));
            });
        }
    }

    private String row(String provider) {
        return page.lines()
                .filter(line -> line.startsWith("| `" + provider + "` |"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsEveryErrorKindAndWhetherItIsRetried() {
        for (ProviderException.Kind kind : ProviderException.Kind.values()) {
            assertThat(page.lines().filter(line -> line.startsWith("| `") && line.contains("`" + kind + "`")))
                    .as("%s", kind)
                    .singleElement()
                    .satisfies(line -> assertThat(line.endsWith("| yes |")).isEqualTo(kind.isTransient()));
        }
    }

    @Test
    void showsTheExampleAsItCompiles() throws Exception {
        assertThat(page)
                .contains("```java\n" + Files.readString(Path.of("src/test/java/com/example/InHouseProvider.java"))
                        + "```");
    }

    @Test
    void showsTheContractAsItCompiles() throws Exception {
        assertThat(page)
                .contains("```java\n"
                        + Files.readString(Path.of("src/test/java/io/cascadeflow/provider/PlainContractTest.java"))
                        + "```");
    }

    @Test
    void theExampleWorks() {
        try (ProbeContext context = new ProbeContext()) {
            context.camel
                    .getRegistry()
                    .bind("compatible", new InHouseProvider(question -> CompletableFuture.completedFuture("4")));
            assertThat(context.ask("cascadeflow:compatible:m", "2+2?")
                            .getMessage()
                            .getBody())
                    .isEqualTo("4");
        }
    }
}
