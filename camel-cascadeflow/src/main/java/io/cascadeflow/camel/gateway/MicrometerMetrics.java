package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.observe.MeterRegistries;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
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

    private final MeterRegistry registry;

    private MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    static GatewayMetrics in(CamelContext camel, Drain drain) {
        CascadeFlowComponent component = camel.getComponent("cascadeflow", CascadeFlowComponent.class);
        return MeterRegistries.find(camel, component.getMeterRegistry())
                .<GatewayMetrics>map(registry -> {
                    registry.gauge(UNDER_WAY, drain, Drain::underWay);
                    return new MicrometerMetrics(registry);
                })
                .orElse(NONE);
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
            return prometheus(registry).map(PrometheusMeterRegistry::scrape);
        } catch (NoClassDefFoundError withoutPrometheus) {
            return Optional.empty();
        }
    }

    private static Optional<PrometheusMeterRegistry> prometheus(MeterRegistry registry) {
        if (registry instanceof CompositeMeterRegistry composite) {
            return composite.getRegistries().stream()
                    .flatMap(part -> prometheus(part).stream())
                    .findFirst();
        }
        return registry instanceof PrometheusMeterRegistry prometheus ? Optional.of(prometheus) : Optional.empty();
    }
}
