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
        assertThat(run(1, "--form=" + form, "--transport=" + transport, "--max-threads=500", "--max-heap-mib=4096"))
                .isZero();
    }

    @Test
    void failsWhenThereAreTooManyThreads() {
        assertThat(run(0, "--max-threads=1")).isEqualTo(1);
    }

    @Test
    void failsWhenThereIsTooMuchHeap() {
        assertThat(run(0, "--max-threads=500", "--max-heap-mib=0")).isEqualTo(1);
    }

    @Test
    void wantsATimeInWhichAllAreOpen() {
        assertThat(run(2, "--max-threads=500", "--max-heap-mib=4096")).isNotZero();
    }

    private static int run(int spreadSeconds, String... options) {
        String[] all = Options.with(options, "--streams=20", "--seconds=2", "--tokens-per-second=10");
        return new CommandLine(new Streams()).execute(Options.with(all, "--spread-seconds=" + spreadSeconds));
    }
}
