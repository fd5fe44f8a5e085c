package io.cascadeflow.camel.springboot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.config.Configuration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Models, cascades and budgets in application.yaml, in environment variables and on the command line. */
@Timeout(120)
class SpringPropertiesTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    private static ConfigurableApplicationContext start(Map<String, Object> variables, String... properties) {
        String[] all = Stream.concat(
                        Stream.of("--spring.config.additional-location=classpath:properties.yaml"),
                        Stream.of(properties))
                .toArray(String[]::new);
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return new SpringApplicationBuilder(Application.class)
                .environment(environment)
                .web(WebApplicationType.NONE)
                .run(all);
    }

    private static Configuration configured(ConfigurableApplicationContext application) {
        return application
                .getBean(CamelContext.class)
                .getComponent("cascadeflow", CascadeFlowComponent.class)
                .configured();
    }

    @Test
    void aCascadeOfApplicationYamlRuns() {
        try (ConfigurableApplicationContext application = start(Map.of())) {
            Exchange answer = application
                    .getBean(ProducerTemplate.class)
                    .request(
                            "cascadeflow:cascade:my-support",
                            e -> e.getMessage().setBody("hard"));

            assertThat(answer.getMessage().getHeader(CascadeFlowConstants.TIERS))
                    .isEqualTo("small>large");
            assertThat(configured(application).models()).hasSize(2);
            assertThat(configured(application).budgets())
                    .extracting(budget -> budget.budget().limit().toString())
                    .containsExactly("4");
        }
    }

    @Test
    void theEnvironmentAndTheCommandLineGoBeforeIt() {
        Map<String, Object> variables =
                Map.of("CASCADEFLOW_BUDGETS_0_LIMIT", "7", "CASCADEFLOW_LEDGER_FAILOPEN", "true");
        try (ConfigurableApplicationContext application =
                start(variables, "--cascadeflow.cascades.my-support.tiers[0].acceptAbove=0.55")) {
            assertThat(configured(application).budgets().get(0).budget().limit())
                    .hasToString("7");
            assertThat(requireNonNull(configured(application).ledger()).failOpen())
                    .isTrue();
            assertThat(requireNonNull(configured(application).cascades().get("my-support"))
                            .tiers()
                            .get(0)
                            .acceptAbove())
                    .isEqualTo(0.55);
        }
    }

    @Test
    void anUnknownKeyIsAnErrorWithASuggestion() {
        assertThatThrownBy(() -> start(Map.of(), "--cascadeflow.budgets[0].limt=3"))
                .hasStackTraceContaining("unknown key 'limt'; did you mean 'limit'?");
    }

    @Test
    void anUnknownOptionOfTheComponentIsAnErrorWithASuggestion() {
        assertThatThrownBy(() -> start(
                        Map.of(),
                        "--camel.component.cascadeflow.max-tokenz=3",
                        "--camel.component.cascadeflow.wibble=3"))
                .hasStackTraceContaining(
                        "camel.component.cascadeflow.max-tokenz: there is no such option; did you mean max-tokens?")
                .hasStackTraceContaining(
                        "camel.component.cascadeflow.wibble: there is no such option; see docs/options.md");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--camel.component.cascadeflow.max-tokens=3",
                "--camel.component.cascadeflow.maxTokens=3",
                "--camel.component.cascadeflow.max_tokens=3",
                "--camel.component.cascadeflow.customizer.enabled=true",
                "--camel.component.cascadeflow.enabled=true"
            })
    void optionsOfTheComponentAreTakenInEverySpelling(String option) {
        try (ConfigurableApplicationContext application = start(Map.of(), option)) {
            assertThat(application.isRunning()).isTrue();
        }
    }

    @Test
    void aFileBesidePropertiesIsAnError() {
        assertThatThrownBy(() -> start(Map.of(), "--camel.component.cascadeflow.configuration=classpath:starter.yaml"))
                .hasStackTraceContaining("keep one of the two");
    }
}
