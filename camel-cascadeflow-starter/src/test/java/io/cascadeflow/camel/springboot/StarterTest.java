package io.cascadeflow.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;

/** The component as a Spring Boot application sees it: options from properties, the cascade from a YAML route. */
@CamelSpringBootTest
@SpringBootTest(
        properties = {
            "camel.main.routes-include-pattern=classpath:camel/ask.yaml",
            "camel.component.cascadeflow.configuration=classpath:starter.yaml",
            "camel.component.cascadeflow.max-tokens=123",
            "camel.component.cascadeflow.request-timeout=7s",
            "camel.component.cascadeflow.transport-threads=7"
        })
class StarterTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    @Autowired
    private CamelContext camel;

    @Autowired
    private ProducerTemplate template;

    @Test
    void givesTheComponentItsProperties() {
        CascadeFlowComponent component = camel.getComponent("cascadeflow", CascadeFlowComponent.class);

        assertThat(component.getDefaults().getMaxTokens()).isEqualTo(123);
        assertThat(component.getDefaults().getRequestTimeout()).isEqualTo(7000);
        assertThat(component.getTransportThreads()).isEqualTo(7);
    }

    @Test
    void runsTheCascadeOfAYamlRoute() {
        Exchange answer = template.request("direct:ask", e -> e.getMessage().setBody("hard"));

        assertThat(answer.getMessage().getBody()).isEqualTo("the large model's answer");
        assertThat(answer.getMessage().getHeader(CascadeFlowConstants.TIERS)).isEqualTo("small>large");
    }

    @Test
    void runsTheCascadeOfTheConfigurationFile() {
        Exchange answer = template.request(
                "cascadeflow:cascade:support", e -> e.getMessage().setBody("hard"));

        assertThat(answer.getMessage().getHeader(CascadeFlowConstants.TIER)).isEqualTo("large");
    }

    @Test
    void offersEveryOptionOfTheComponent() throws IOException {
        Set<String> options = new TreeSet<>();
        catalog().path("componentProperties").fieldNames().forEachRemaining(options::add);

        assertThat(metadata())
                .containsAll(options.stream().map(StarterTest::kebab).toList());
    }

    private static Set<String> metadata() throws IOException {
        Set<String> names = new TreeSet<>();
        JsonNode metadata = read("/META-INF/spring-configuration-metadata.json");
        for (String section : Set.of("properties", "groups")) {
            metadata.path(section)
                    .forEach(property ->
                            names.add(property.path("name").asText().replace("camel.component.cascadeflow.", "")));
        }
        return names;
    }

    private static JsonNode catalog() throws IOException {
        return read("/META-INF/io/cascadeflow/camel/cascadeflow.json");
    }

    private static JsonNode read(String resource) throws IOException {
        try (InputStream in = StarterTest.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static String kebab(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
}
