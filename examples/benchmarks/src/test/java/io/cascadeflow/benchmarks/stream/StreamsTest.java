package io.cascadeflow.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(60)
class StreamsTest {

    @ParameterizedTest
    @CsvSource({"callback, jdk", "body, jdk", "iterator, jdk", "bytes, jdk", "callback, camel", "body, camel"})
    void noTokenIsLost(String form, String transport) {
        assertThat(run("--form=" + form, "--transport=" + transport, "--max-threads=500"))
                .isZero();
    }

    @Test
    void failsWhenThereAreTooManyThreads() {
        assertThat(run("--max-threads=1")).isEqualTo(1);
    }

    @Test
    void failsWhenThereIsTooMuchHeap() {
        assertThat(run("--max-heap-mib=0")).isEqualTo(1);
    }

    private static int run(String... options) {
        return new CommandLine(new Streams())
                .execute(Options.with(options, "--streams=20", "--seconds=2", "--tokens-per-second=10"));
    }
}
