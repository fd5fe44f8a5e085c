package io.cascadeflow.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.benchmarks.gateway.client.Clients;
import io.cascadeflow.benchmarks.gateway.provider.Play;
import io.cascadeflow.benchmarks.server.ServerProcess;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clients and the provider of these measurements, without a gateway between them. */
@Timeout(60)
class ProviderAloneTest {

    @Test
    void underLoadEveryAnswerIsRight() throws Exception {
        try (ServerProcess provider = ServerProcess.start("fake-provider")) {
            LoadSample sample = LoadSample.take(Target.direct(provider.port()), 4, Duration.ofMillis(200));

            assertThat(sample.errors()).isZero();
            assertThat(sample.perSecond()).isPositive();
            assertThat(sample.p99()).isGreaterThanOrEqualTo(sample.p50());
        }
    }

    @Test
    void streamsComeToTheirEnd() throws Exception {
        try (ServerProcess provider = ServerProcess.start("fake-provider", "--every-millis=1")) {
            StreamTally tally = new StreamTally(20, Act.chat("small", Play.ANSWER, true, ""), 0);
            try (Clients clients = new Clients(provider.port(), 20, tally)) {
                clients.finish(System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
            }

            assertThat(tally.whole()).isEqualTo(20);
            assertThat(tally.failures()).isZero();
        }
    }

    @Test
    void aStreamThatIsCutOffIsAFailure() throws Exception {
        try (ServerProcess provider = ServerProcess.start("fake-provider")) {
            StreamTally tally = new StreamTally(3, Act.chat("small", Play.CUT, true, ""), 0);
            try (Clients clients = new Clients(provider.port(), 3, tally)) {
                clients.finish(System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
            }

            assertThat(tally.whole()).isZero();
            assertThat(tally.failures()).isEqualTo(3);
        }
    }
}
