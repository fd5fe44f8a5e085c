package io.cascadeflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class InFlightTest {

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "camel", "vertx"})
    void answersEveryCall(String transport) {
        assertThat(run("--transport=" + transport, "--calls=50", "--max-threads=500", "--max-heap-mib=4096"))
                .isZero();
    }

    @Test
    void failsWhenThereAreTooManyThreads() {
        assertThat(run("--calls=1", "--max-threads=1")).isEqualTo(1);
    }

    @Test
    void failsWhenThereIsTooMuchHeap() {
        assertThat(run("--calls=1", "--max-threads=500", "--max-heap-mib=0")).isEqualTo(1);
    }

    private static int run(String... options) {
        CommandLine command = new CommandLine(new InFlight());
        String[] all = new String[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = "--think-millis=200";
        return command.execute(all);
    }
}
