package io.cascadeflow.camel;

import io.cascadeflow.camel.failover.LatencyWindow;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Pace;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.cascade.TierResult;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the tiers of a cascade took to answer lately. Thread-safe. */
final class Paces {

    /** An answer that comes in time less often than not is not worth waiting for. */
    private static final double HALF = 0.5;

    private final Map<String, LatencyWindow> tiers;

    Paces(Cascade cascade, Clock clock) {
        tiers = cascade.tiers().stream().collect(Collectors.toMap(Tier::name, tier -> new LatencyWindow(clock)));
    }

    /** Failures tell nothing of how long an answer takes. */
    void add(Tier tier, TierResult result, Duration took) {
        LatencyWindow window = tiers.get(tier.name());
        if (window != null && result instanceof TierResult.Answered) {
            window.add(took);
        }
    }

    Pace now() {
        Map<String, Duration> usual = new HashMap<>();
        tiers.forEach((tier, window) -> window.quantile(HALF).ifPresent(took -> usual.put(tier, took)));
        return new Pace(usual);
    }
}
