package io.cascadeflow.camel.failover;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long to wait for an endpoint's answer before another one is asked as well. */
public sealed interface HedgeAfter {

    /** The wait, given what the tier's answers took lately; empty while too little is known. */
    Optional<Duration> given(LatencyWindow latencies);

    /** Always as long. */
    record Fixed(Duration time) implements HedgeAfter {
        @Override
        public Optional<Duration> given(LatencyWindow latencies) {
            return Optional.of(time);
        }
    }

    /** As long as this share of the answers took at most, above 0 and below 1. */
    record Percentile(double share) implements HedgeAfter {
        @Override
        public Optional<Duration> given(LatencyWindow latencies) {
            return latencies.quantile(share);
        }
    }

    Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,3})?)");

    /** Reads {@code p95}; empty when it is no percentile above 0 and below 100. */
    static Optional<HedgeAfter> percentile(String text) {
        Matcher percentile = PERCENTILE.matcher(text.strip());
        return Optional.of(percentile)
                .filter(Matcher::matches)
                .map(match -> Double.parseDouble(match.group(1)) / 100)
                .filter(share -> share > 0)
                .map(Percentile::new);
    }
}
