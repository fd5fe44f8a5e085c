package io.cascadeflow.camel.observe;

import io.cascadeflow.audit.trail.AuditLog;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.LedgerHealth;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowReload;
import io.cascadeflow.camel.audit.CascadeFlowAudit;
import io.cascadeflow.camel.audit.CascadeFlowLearning;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Tells Camel's health checks how a component is. Nothing is called for that: providers are as recent calls found them. Prices,
 * gates, audit sinks and a configuration that need an operator never make a node unready, since it still answers.
 */
public final class HealthChecks {

    private final CascadeFlowComponent component;
    private final Clock clock;
    private final List<Check> checks;

    public HealthChecks(CascadeFlowComponent component, Clock clock) {
        this.component = component;
        this.clock = clock;
        this.checks = List.of(
                new Check("cascadeflow-providers", true, this::providers),
                new Check("cascadeflow-ledger", true, this::ledger),
                new Check("cascadeflow-audit", false, this::audit),
                new Check("cascadeflow-gates", false, this::gates),
                new Check("cascadeflow-prices", false, this::prices),
                new Check("cascadeflow-configuration", false, this::configuration));
    }

    /** Where the context has a registry of health checks. */
    public void register() {
        HealthCheckRegistry registry = registry();
        if (registry != null) {
            checks.forEach(registry::register);
        }
    }

    public void unregister() {
        HealthCheckRegistry registry = registry();
        if (registry != null) {
            checks.forEach(registry::unregister);
        }
    }

    private @Nullable HealthCheckRegistry registry() {
        return HealthCheckRegistry.get(camel());
    }

    private CamelContext camel() {
        return component.getCamelContext();
    }

    /** Down when no model answers that was asked. */
    private void providers(HealthCheckResultBuilder result) {
        Map<String, Boolean> standings = component.standings();
        standings.forEach((model, answers) -> result.detail(model, answers ? "answers" : "breaker open"));
        if (standings.isEmpty() || standings.containsValue(true)) {
            result.up();
        } else {
            result.down().message("no model answers: the breakers of all of them are open. Look at the providers");
        }
    }

    private void ledger(HealthCheckResultBuilder result) {
        try {
            LedgerHealth health = CascadeFlowBudgets.in(camel()).ledger().health();
            result.detail("holds", health.holds()).detail("pending", health.pending());
            if (health.writable()) {
                result.up();
            } else {
                result.down().message("the ledger could not be written. Bring its database back");
            }
        } catch (LedgerException e) {
            result.down()
                    .message("the ledger cannot be read. Bring its database back")
                    .error(e);
        }
    }

    /** Down while a sink fails or hangs. Calls are answered all the same, until more waits than there is room for. */
    private void audit(HealthCheckResultBuilder result) {
        List<AuditLog> logs = CascadeFlowAudit.in(camel()).trail().logs();
        Map<String, String> troubles = new LinkedHashMap<>();
        logs.forEach(log -> log.figures().trouble(clock.instant()).ifPresent(why -> troubles.put(log.name(), why)));
        logs.forEach(log -> result.detail(log.name() + " waiting", log.waiting()));
        troubles.forEach(result::detail);
        if (troubles.isEmpty()) {
            result.up();
        } else {
            result.down().message("decisions wait to be put on record, for a sink does not take them. Look at it");
        }
    }

    private void gates(HealthCheckResultBuilder result) {
        Map<String, String> fallbacks = CascadeFlowLearning.in(camel()).getFallbacks();
        fallbacks.forEach(result::detail);
        if (fallbacks.isEmpty()) {
            result.up();
        } else {
            result.down().message("gates no longer fit their traffic. Fit them again, then reset the drift");
        }
    }

    /** Down while what is written is not what holds. */
    private void configuration(HealthCheckResultBuilder result) {
        CascadeFlowReload reload = CascadeFlowReload.in(camel());
        CascadeFlowReload.Rejection rejection = reload.rejection();
        result.detail("since", reload.since().toString()).detail("fingerprint", reload.getFingerprint());
        if (rejection == null) {
            result.up();
        } else {
            result.detail("rejectedAt", rejection.at().toString());
            result.down()
                    .message("the changed configuration is rejected, the one before goes on. " + rejection.reason());
        }
    }

    private void prices(HealthCheckResultBuilder result) {
        LocalDate asOf = component.pricing().catalog().asOf();
        long days = ChronoUnit.DAYS.between(asOf, LocalDate.now(clock));
        result.detail("asOf", asOf.toString()).detail("ageInDays", days);
        int most = component.getMaxPriceAgeDays();
        if (most == 0 || days <= most) {
            result.up();
        } else {
            result.down()
                    .message(
                            "the shipped prices are %d days old, more than maxPriceAgeDays=%d. Update CascadeFlow, or configure prices"
                                    .formatted(days, most));
        }
    }
}
