package io.cascadeflow.camel.observe;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/** One health check, by what it says. Thread-safe. */
final class Check implements HealthCheck {

    private final String id;
    private final boolean readiness;
    private final Consumer<HealthCheckResultBuilder> says;
    private volatile boolean enabled = true;

    /** @param readiness whether a node is to get no questions while it is down */
    Check(String id, boolean readiness, Consumer<HealthCheckResultBuilder> says) {
        this.id = id;
        this.readiness = readiness;
        this.says = says;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        if (enabled) {
            says.accept(result);
        } else {
            result.unknown().message("disabled");
        }
        return result.build();
    }

    @Override
    public String getGroup() {
        return "cascadeflow";
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public boolean isReadiness() {
        return readiness;
    }
}
