package io.cascadeflow.camel.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.provider.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HedgeAfterTest {

    private final VirtualTime time = VirtualTime.still(Instant.parse("2026-11-23T12:00:00Z"));
    private final LatencyWindow latencies = new LatencyWindow(time);

    @Test
    void readsPercentilesAboveZeroAndBelowAHundred() {
        assertThat(HedgeAfter.percentile("p95")).contains(new HedgeAfter.Percentile(0.95));
        assertThat(HedgeAfter.percentile(" p99.5 ")).contains(new HedgeAfter.Percentile(0.995));
        for (String none : new String[] {"p0", "p100", "95", "p", "p-5", "2s", "p9999"}) {
            assertThat(HedgeAfter.percentile(none)).as(none).isEmpty();
        }
    }

    @Test
    void aPercentileIsKnownAfterTwentyAnswers() {
        HedgeAfter p95 = new HedgeAfter.Percentile(0.95);
        for (int i = 1; i < 20; i++) {
            latencies.add(Duration.ofMillis(i));
        }
        assertThat(p95.given(latencies)).isEmpty();
        latencies.add(Duration.ofMillis(20));

        assertThat(p95.given(latencies)).contains(Duration.ofMillis(19));
    }

    @Test
    void onlyTheLastHundredOfTheLastTenMinutesCount() {
        for (int i = 0; i < 50; i++) {
            latencies.add(Duration.ofHours(1));
        }
        for (int i = 0; i < 100; i++) {
            latencies.add(Duration.ofSeconds(1));
        }
        assertThat(latencies.quantile(1)).contains(Duration.ofSeconds(1));

        time.advance(Duration.ofMinutes(11));

        assertThat(latencies.quantile(1)).isEmpty();
    }

    @Test
    void anAnswerCountsHalfAsMuchAsOneTwoMinutesLater() {
        for (int i = 0; i < 30; i++) {
            latencies.add(Duration.ofSeconds(9));
        }
        time.advance(Duration.ofMinutes(2));
        for (int i = 0; i < 14; i++) {
            latencies.add(Duration.ofSeconds(1));
        }
        assertThat(latencies.quantile(0.5)).as("14 against 15").contains(Duration.ofSeconds(9));

        latencies.add(Duration.ofSeconds(1));
        assertThat(latencies.quantile(0.5)).contains(Duration.ofSeconds(1));
        assertThat(latencies.quantile(0.95)).contains(Duration.ofSeconds(9));
    }
}
