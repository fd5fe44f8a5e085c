package io.cascadeflow.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class DisconnectTest {

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "camel", "vertx"})
    void theProviderSeesEveryWayInWhichAClientGoes(String transport) {
        assertThat(run("--transport=" + transport, "--max-millis=20000")).isZero();
    }

    @Test
    void failsWhenItTakesTooLong() {
        assertThat(run("--max-millis=0")).isEqualTo(1);
    }

    private static int run(String... options) {
        return new CommandLine(new Disconnect()).execute(Options.with(options, "--streams=2", "--warm-up=0"));
    }
}
