package io.cascadeflow.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.camel.gateway.CascadeFlowGateway;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** When there is a gateway, and when it does not start. */
@Timeout(120)
class GatewayAutoConfigurationTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    private static ConfigurableApplicationContext start(WebApplicationType type, String... properties) {
        String[] all = Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--provider=http://127.0.0.1:1/v1",
                                "--camel.component.cascadeflow.configuration=classpath:served.yaml"),
                        Stream.of(properties))
                .toArray(String[]::new);
        return new SpringApplicationBuilder(Application.class).web(type).run(all);
    }

    @Test
    void withoutBeingSwitchedOnThereIsNone() {
        try (ConfigurableApplicationContext application = start(WebApplicationType.SERVLET)) {
            assertThat(application.getBeansOfType(CascadeFlowGateway.class)).isEmpty();
        }
    }

    @Test
    void withoutKeysItIsNotServedToOtherMachines() {
        assertThatThrownBy(() -> start(WebApplicationType.SERVLET, "--cascadeflow.gateway.enabled=true"))
                .hasStackTraceContaining("the address of the servlet container is 0.0.0.0, and no key is configured")
                .hasStackTraceContaining("Configure gateway.keys or gateway.jwt, or listen at 127.0.0.1");
    }

    @Test
    void withoutServletsItDoesNotStart() {
        assertThatThrownBy(() -> start(WebApplicationType.NONE, "--cascadeflow.gateway.enabled=true"))
                .hasStackTraceContaining("this application has no servlet container; add spring-boot-starter-web");
    }
}
