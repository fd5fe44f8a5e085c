package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Counts in a registry of Micrometer's. */
final class MicrometerMetrics implements GatewayMetrics {

    private static final String REQUESTS = "cascadeflow.gateway.requests";
    private static final String UNDER_WAY = "cascadeflow.gateway.under.way";
    private static final String HOLDS = "cascadeflow.ledger.holds";
    private static final String PENDING = "cascadeflow.ledger.pending";

    private final MeterRegistry registry;

    private MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    static GatewayMetrics in(CamelContext camel, Drain drain) {
        MeterRegistry registry = camel.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry == null) {
            return NONE;
        }
        registry.gauge(UNDER_WAY, drain, Drain::underWay);
        CascadeFlowBudgets budgets = CascadeFlowBudgets.in(camel);
        registry.gauge(HOLDS, budgets, some -> some.ledger().health().holds());
        registry.gauge(PENDING, budgets, some -> some.ledger().health().pending());
        return new MicrometerMetrics(registry);
    }

    @Override
    public void answered(String door, int status, @Nullable Fault fault, Duration took) {
        Timer.builder(REQUESTS)
                .description("Requests of clients, until the last byte of their answers")
                .tag("door", door)
                .tag("status", Integer.toString(status))
                .tag("fault", fault == null ? "none" : fault.kind().name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(took);
    }

    @Override
    public Optional<String> text() {
        try {
            return registry instanceof PrometheusMeterRegistry prometheus
                    ? Optional.of(prometheus.scrape())
                    : Optional.empty();
        } catch (NoClassDefFoundError withoutPrometheus) {
            return Optional.empty();
        }
    }
}
