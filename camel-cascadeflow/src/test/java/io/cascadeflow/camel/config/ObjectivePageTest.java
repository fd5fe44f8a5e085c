package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.Facts;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/objective.md says of its example is so. */
class ObjectivePageTest {

    private final Configuration configuration;

    ObjectivePageTest() throws IOException {
        configuration = Configuration.parse("objective.md", example(), UnaryOperator.identity());
    }

    private static String example() throws IOException {
        Path page = Path.of("").toAbsolutePath().resolveSibling("docs").resolve("objective.md");
        return Files.readAllLines(page).stream()
                .dropWhile(line -> !line.equals("```yaml"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .collect(Collectors.joining("\n"));
    }

    private Ruling ruling(Set<String> tags, double estimatedCost) {
        return configuration
                .policy()
                .on(new Facts(Map.of("tags", tags), Map.of("estimatedCost", estimatedCost), Instant.EPOCH));
    }

    @Test
    void severalRulesCountAlikeAndTakeThePlaceOfTheCascades() {
        assertThat(Objects.requireNonNull(configuration.cascades().get("support"))
                        .objective())
                .isEqualTo(new Weights(2, 1, 1, 0));
        assertThat(ruling(Set.of(), 0).weights()).isEmpty();
        assertThat(ruling(Set.of("chat", "report"), 0).weights()).contains(new Weights(0, 0.375, 0.5, 0.125));
    }

    @Test
    void aDearTryStartsFurtherOn() {
        List<String> rules = ruling(Set.of(), 0.011).rules();
        assertThat(rules).containsExactly("no-dear-tries");
        assertThat(ruling(Set.of(), 0.01).rules()).isEmpty();
    }

    @Test
    void energyAndPlacesAreThoseThatAreWritten() {
        ModelId near = ModelId.parse("vllm:llama-3.1-8b");
        ModelId far = ModelId.parse("openai:gpt-4o");
        assertThat(configuration.energy().find(near).orElseThrow().output()).isEqualTo(0.08);
        assertThat(configuration.energy().grams(near, 1000)).contains(56.0);
        assertThat(configuration.energy().grams(far, 1000)).contains(400.0);
        assertThat(configuration.models())
                .as("its price is that of the catalog")
                .doesNotContainKey(far);
    }
}
