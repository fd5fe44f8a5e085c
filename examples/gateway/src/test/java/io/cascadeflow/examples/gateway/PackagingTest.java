package io.cascadeflow.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.config.GatewayConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What can be known of the container and the cluster without either. */
class PackagingTest {

    private static JsonNode document(String kind) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (MappingIterator<JsonNode> documents = yaml.readerFor(JsonNode.class)
                .readValues(Path.of("kubernetes.yaml").toFile())) {
            return documents.readAll().stream()
                    .filter(one -> kind.equals(one.path("kind").asText()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theClustersConfigurationIsOneAndTheClusterWaitsLongerThanTheGateway() throws IOException {
        String text =
                document("ConfigMap").path("data").path("cascadeflow.yaml").asText();

        GatewayConfiguration gateway = Configuration.parse(
                        "kubernetes.yaml", text, value -> "a-secret-that-is-long-enough-for-an-admin")
                .gateway();

        int patience = document("Deployment")
                .at("/spec/template/spec/terminationGracePeriodSeconds")
                .asInt();
        assertThat(gateway.keys().isEmpty()).isFalse();
        assertThat(Duration.ofSeconds(patience)).isGreaterThan(gateway.drain());
    }

    @Test
    void theProbesAskPathsThatThereAre() throws IOException {
        assertThat(document("Deployment").toString()).contains("\"path\":\"/health\"", "\"path\":\"/ready\"");
    }

    @Test
    void theImageHasTheJarThatIsBuilt() throws IOException {
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("COPY target/gateway.jar gateway.jar");
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<finalName>gateway</finalName>");
    }
}
