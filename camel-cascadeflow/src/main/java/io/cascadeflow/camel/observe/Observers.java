package io.cascadeflow.camel.observe;

import io.cascadeflow.camel.CascadeFlowComponent;
import java.time.Clock;
import org.apache.camel.CamelContext;

/** Makes the observer that a component's Camel context has the beans for. Knows none of Micrometer's classes. */
public final class Observers {

    private Observers() {}

    /** Whether Micrometer is on the class path. */
    public static boolean canCount(CamelContext camel) {
        return camel.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
    }

    /**
     * Counts where there is a registry of Micrometer's; nothing else otherwise, and without its classes.
     *
     * @throws IllegalArgumentException when the component's option meterRegistry names no registry
     */
    public static Observer of(CascadeFlowComponent component, Clock clock) {
        if (canCount(component.getCamelContext())) {
            return MicrometerObserver.of(component, clock);
        }
        String named = component.getMeterRegistry();
        if (named != null && !named.isBlank()) {
            throw new IllegalArgumentException(
                    "option meterRegistry names '%s', and Micrometer is not on the class path; add io.micrometer:micrometer-core"
                            .formatted(named));
        }
        return Observer.NONE;
    }
}
