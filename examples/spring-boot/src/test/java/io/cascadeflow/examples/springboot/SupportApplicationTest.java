package io.cascadeflow.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The tour as a user sees it, on a port of its own. */
@ExtendWith(OutputCaptureExtension.class)
class SupportApplicationTest {

    @Test
    void showsCascadeBudgetActuatorAndMetrics(CapturedOutput output) {
        try (ConfigurableApplicationContext application =
                SpringApplication.run(SupportApplication.class, "--server.port=0")) {
            assertThat(application.isRunning()).isTrue();
            assertThat(output.getOut().lines())
                    .anySatisfy(
                            line -> assertThat(line).matches("Is 91 a prime number\\? +large +escalated +0\\.\\d+ .*"))
                    .contains("    No: 7 * 13 = 91.")
                    .contains("    company: 0.0006487 of 25 USD used")
                    .contains("    all together cost 0.0001666 USD")
                    .contains(
                            "    cascadeflow_decisions_total{cascade=\"support\",outcome=\"escalated\",tier=\"large\"} 3.0")
                    .contains("GET /actuator/health: UP");
        }
    }
}
