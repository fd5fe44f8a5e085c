package io.cascadeflow.examples.heavyload;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.Traces;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.pricing.Usd;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;

/** What became of the questions so far. Thread-safe. */
final class Figures {

    /** The header with the time at which a question came. */
    static final String CAME = "came";

    private final Clock clock;
    private int asked;
    private final Map<String, Integer> byTier = new TreeMap<>();
    private final Map<String, Integer> degraded = new TreeMap<>();
    private final Map<String, Integer> aside = new TreeMap<>();
    private final List<Duration> waits = new ArrayList<>();
    private Usd cost = Usd.ZERO;

    Figures(Clock clock) {
        this.clock = clock;
    }

    synchronized void asked() {
        asked++;
    }

    synchronized void answered(Exchange exchange) {
        byTier.merge(exchange.getMessage().getHeader(CascadeFlowConstants.TIER, String.class), 1, Integer::sum);
        if (Outcome.DEGRADED.toString().equals(exchange.getMessage().getHeader(CascadeFlowConstants.OUTCOME))) {
            degraded.merge(Why.degraded(exchange), 1, Integer::sum);
        }
        waits.add(Duration.between(exchange.getMessage().getHeader(CAME, Instant.class), clock.instant()));
        add(exchange);
    }

    synchronized void putAside(Exchange exchange) {
        aside.merge(Why.putAside(exchange), 1, Integer::sum);
        add(exchange);
    }

    /** What its calls cost, whatever became of them. */
    private void add(Exchange exchange) {
        for (Decision decision : Traces.of(exchange)) {
            cost = cost.plus(decision.totalCost());
        }
    }

    synchronized Tally tally() {
        return new Tally(
                asked,
                Map.copyOf(byTier),
                Map.copyOf(degraded),
                Map.copyOf(aside),
                waits.stream().sorted().toList(),
                cost);
    }
}
