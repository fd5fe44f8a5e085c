package io.cascadeflow.camel.observe;

import io.cascadeflow.camel.CascadeFlowComponent;
import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The dev console {@code cascadeflow}: cascades, models, budgets, ledger, audits and drift at a glance. */
@DevConsole(
        name = "cascadeflow",
        displayName = "CascadeFlow",
        description = "Cascades, models, budgets and drift of CascadeFlow")
public final class CascadeFlowConsole extends AbstractDevConsole {

    public CascadeFlowConsole() {
        super("camel", "cascadeflow", "CascadeFlow", "Cascades, models, budgets and drift of CascadeFlow");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        sections().forEach((section, lines) -> {
            text.append(section).append(":\n");
            lines.forEach((name, value) ->
                    text.append("  ").append(name).append(": ").append(value).append('\n'));
        });
        return text.toString();
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject();
        sections().forEach((section, lines) -> {
            JsonObject inner = new JsonObject();
            inner.putAll(lines);
            root.put(section, inner);
        });
        return root;
    }

    /** None where nothing of ours is started: a look must not start it. */
    private Map<String, Map<String, String>> sections() {
        @Nullable
        CascadeFlowComponent component =
                getCamelContext().hasComponent("cascadeflow") instanceof CascadeFlowComponent ours ? ours : null;
        return component == null || !component.isStarted() ? Map.of() : new Overview(component).sections();
    }
}
