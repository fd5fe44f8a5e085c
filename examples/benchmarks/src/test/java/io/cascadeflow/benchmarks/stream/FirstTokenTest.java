package io.cascadeflow.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class FirstTokenTest {

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "camel", "vertx"})
    void measuresDirectStreamsAndCommittedDrafts(String transport) {
        assertThat(run("--transport=" + transport, "--max-millis=60000")).isZero();
    }

    @Test
    void failsWhenItTakesTooLong() {
        assertThat(run("--max-millis=0")).isEqualTo(1);
    }

    private static int run(String... options) {
        return new CommandLine(new FirstToken())
                .execute(Options.with(options, "--rounds=1", "--streams=2", "--warm-up=0"));
    }
}
