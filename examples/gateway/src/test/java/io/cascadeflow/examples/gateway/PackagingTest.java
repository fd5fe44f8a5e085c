package io.cascadeflow.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.config.GatewayConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What can be known of the container and the cluster without either. */
class PackagingTest {

    private static Map<?, ?> document(String kind) throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        new Yaml().loadAll(Files.readString(Path.of("kubernetes.yaml"))).forEach(one -> documents.add((Map<?, ?>) one));
        return documents.stream()
                .filter(one -> kind.equals(one.get("kind")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theClustersConfigurationIsOneAndTheClusterWaitsLongerThanTheGateway() throws IOException {
        String text = (String) ((Map<?, ?>) document("ConfigMap").get("data")).get("cascadeflow.yaml");

        GatewayConfiguration gateway = Configuration.parse(
                        "kubernetes.yaml", text, value -> "a-secret-that-is-long-enough-for-an-admin")
                .gateway();

        Map<?, ?> pod =
                (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) document("Deployment").get("spec")).get("template")).get("spec");
        Integer patience = (Integer) pod.get("terminationGracePeriodSeconds");
        assertThat(gateway.keys().isEmpty()).isFalse();
        assertThat(Duration.ofSeconds(patience)).isGreaterThan(gateway.drain());
    }

    @Test
    void theProbesAskPathsThatThereAre() throws IOException {
        assertThat(document("Deployment").toString()).contains("path=/health", "path=/ready");
    }

    @Test
    void theImageHasTheJarThatIsBuilt() throws IOException {
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("COPY target/gateway.jar gateway.jar");
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<finalName>gateway</finalName>");
    }
}
