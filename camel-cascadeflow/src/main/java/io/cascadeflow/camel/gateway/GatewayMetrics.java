package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.observe.Observers;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Counts what the gateway does. All labels are closed sets. */
interface GatewayMetrics {

    /** Nobody counts. */
    GatewayMetrics NONE = new GatewayMetrics() {
        @Override
        public void answered(String door, int status, @Nullable Fault fault, Duration took) {}

        @Override
        public Optional<String> text() {
            return Optional.empty();
        }
    };

    /** Where the context has a registry of Micrometer's; none otherwise, and without its classes. */
    static GatewayMetrics in(CamelContext camel, Drain drain) {
        return Observers.canCount(camel) ? MicrometerMetrics.in(camel, drain) : NONE;
    }

    void answered(String door, int status, @Nullable Fault fault, Duration took);

    /** In Prometheus' text form; empty where the registry has none. */
    Optional<String> text();
}
