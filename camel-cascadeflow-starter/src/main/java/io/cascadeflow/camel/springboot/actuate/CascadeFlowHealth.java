package io.cascadeflow.camel.springboot.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * The component's health checks for {@code /actuator/health/cascadeflow}. What an operator has to look at while calls are answered
 * all the same is {@code ATTENTION}, a status that makes nothing else down.
 */
final class CascadeFlowHealth {

    static final Status ATTENTION = new Status("ATTENTION");

    private static final List<String> NAMES =
            List.of("providers", "ledger", "audit", "gates", "prices", "configuration");

    private CascadeFlowHealth() {}

    static CompositeHealthContributor of(CamelContext camel) {
        Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
        NAMES.forEach(name -> indicators.put(name, () -> health(camel, id(name))));
        return CompositeHealthContributor.fromMap(indicators);
    }

    /**
     * Camel's own indicator takes every check that is down for the whole application's: those that only call for attention are
     * left to this one.
     */
    static void leaveOut(CamelContext camel) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(camel);
        if (registry != null) {
            String other = registry.getExcludePattern();
            String ours = NAMES.stream()
                    .map(CascadeFlowHealth::id)
                    .filter(id -> registry.getCheck(id)
                            .filter(check -> !check.isReadiness())
                            .isPresent())
                    .collect(Collectors.joining(","));
            registry.setExcludePattern(other == null || other.isBlank() ? ours : other + "," + ours);
        }
    }

    private static String id(String name) {
        return "cascadeflow-" + name;
    }

    private static Health health(CamelContext camel, String check) {
        return Optional.ofNullable(HealthCheckRegistry.get(camel))
                .flatMap(registry -> registry.getCheck(check))
                .map(CascadeFlowHealth::health)
                .orElseGet(() -> Health.unknown().build());
    }

    private static Health health(HealthCheck check) {
        HealthCheck.Result result = check.call();
        Health.Builder health = Health.status(
                switch (result.getState()) {
                    case UP -> Status.UP;
                    case DOWN -> check.isReadiness() ? Status.DOWN : ATTENTION;
                    case UNKNOWN -> Status.UNKNOWN;
                });
        result.getMessage().ifPresent(message -> health.withDetail("message", message));
        result.getDetails().forEach((name, value) -> {
            // Camel's own tell when the check was made, and of what kind it is
            if (!name.contains(".") && value != null) {
                health.withDetail(name, value);
            }
        });
        return health.build();
    }
}
