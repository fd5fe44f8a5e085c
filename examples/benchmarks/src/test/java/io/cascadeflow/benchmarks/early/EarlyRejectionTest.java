package io.cascadeflow.benchmarks.early;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The benchmark tells success from failure. */
class EarlyRejectionTest {

    @Test
    void savesTokensAndChangesHardlyAnything() {
        assertThat(run("--drafts=400", "--min-saved=0.05", "--max-changed=0.03"))
                .isZero();
    }

    @Test
    void failsWhenTooLittleIsSaved() {
        assertThat(run("--drafts=300", "--min-saved=0.99")).isEqualTo(1);
    }

    private static int run(String... options) {
        return new CommandLine(new EarlyRejection()).execute(options);
    }
}
