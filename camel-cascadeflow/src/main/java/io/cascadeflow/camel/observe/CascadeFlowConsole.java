package io.cascadeflow.camel.observe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.cascadeflow.camel.CascadeFlowComponent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;

/** The dev console {@code cascadeflow}: cascades, models, budgets, ledger, learning and audit trail at a glance. */
@DevConsole(
        name = "cascadeflow",
        displayName = "CascadeFlow",
        description = "Cascades, models, budgets and drift of CascadeFlow")
public final class CascadeFlowConsole extends AbstractDevConsole {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance));

    public CascadeFlowConsole() {
        super("camel", "cascadeflow", "CascadeFlow", "Cascades, models, budgets and drift of CascadeFlow");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        return overview().map(OverviewText::of).orElse("");
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject();
        overview()
                .map(overview -> JSON.convertValue(overview, new TypeReference<Map<String, Object>>() {}))
                .ifPresent(root::putAll);
        return root;
    }

    /** None where nothing of ours is started: a look must not start it. */
    private Optional<Overview> overview() {
        return getCamelContext().hasComponent("cascadeflow") instanceof CascadeFlowComponent ours && ours.isStarted()
                ? Optional.of(Overview.of(ours, ours.clock().instant()))
                : Optional.empty();
    }
}
