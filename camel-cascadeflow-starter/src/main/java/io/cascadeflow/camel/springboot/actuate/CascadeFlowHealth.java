package io.cascadeflow.camel.springboot.actuate;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;
import org.springframework.boot.actuate.health.Status;

/**
 * The component's health checks for {@code /actuator/health/cascadeflow}. What an operator has to look at while calls are answered
 * all the same is {@code ATTENTION}, a status that makes nothing else down.
 */
final class CascadeFlowHealth implements CompositeHealthContributor {

    static final Status ATTENTION = new Status("ATTENTION");

    private static final String PREFIX = "cascadeflow-";
    private static final List<String> NAMES = List.of("providers", "ledger", "audit", "gates", "prices");

    private final Map<String, HealthContributor> contributors = new LinkedHashMap<>();

    CascadeFlowHealth(CamelContext camel) {
        NAMES.forEach(name -> contributors.put(name, indicator(camel, PREFIX + name)));
    }

    private static HealthIndicator indicator(CamelContext camel, String id) {
        return () -> {
            HealthCheckRegistry registry = HealthCheckRegistry.get(camel);
            return registry == null
                    ? Health.unknown().build()
                    : registry.getCheck(id)
                            .map(CascadeFlowHealth::health)
                            .orElseGet(() -> Health.unknown().build());
        };
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
            // Camel's own details tell when the check was made, and of what kind it is
            if (!name.contains(".") && value != null) {
                health.withDetail(name, value);
            }
        });
        return health.build();
    }

    @Override
    public HealthContributor getContributor(String name) {
        return contributors.get(name);
    }

    @Override
    public Iterator<NamedContributor<HealthContributor>> iterator() {
        return contributors.entrySet().stream()
                .map(entry -> NamedContributor.of(entry.getKey(), entry.getValue()))
                .iterator();
    }
}
