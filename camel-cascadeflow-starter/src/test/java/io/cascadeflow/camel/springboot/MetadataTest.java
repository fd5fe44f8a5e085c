package io.cascadeflow.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * IDEs know every key of the configuration. Run this test with {@code -Ddocs.write=true} to write the metadata anew
 * when the schema has changed.
 */
class MetadataTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FILE =
            Path.of("src/main/resources/META-INF/additional-spring-configuration-metadata.json");

    @Test
    void saysWhatTheSchemaSays() throws IOException {
        String metadata = JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(SchemaMetadata.of(read("/META-INF/io/cascadeflow/cascadeflow.schema.json")))
                + "\n";
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, metadata);
        }
        assertThat(FILE).hasContent(metadata);
    }

    @Test
    void isInTheStarterWithTheKeysOfTheStarterItself() throws IOException {
        List<String> names = new ArrayList<>();
        read("/META-INF/spring-configuration-metadata.json")
                .path("properties")
                .forEach(property -> names.add(property.path("name").asText()));

        assertThat(names)
                .contains(
                        "cascadeflow.cascades", "cascadeflow.ledger.fail-open", "cascadeflow.gateway.limits.body-time")
                .contains("cascadeflow.gateway.enabled", "camel.component.cascadeflow.request-timeout")
                .doesNotHaveDuplicates();
    }

    private static JsonNode read(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(MetadataTest.class.getResourceAsStream(resource))) {
            return JSON.readTree(in);
        }
    }
}
