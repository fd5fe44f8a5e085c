package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.Risk;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a model wants to call, on the exchange while the operator's rules are looked at for it: not what it was merely offered.
 *
 * @param risk the highest of them
 */
public record CalledTools(Set<String> names, Risk risk) {

    private static final String PROPERTY = "CamelCascadeFlowCalledTools";

    public CalledTools {
        names = Set.copyOf(names);
    }

    /** Absent where no answer has asked for tools. */
    public static @Nullable CalledTools of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, CalledTools.class);
    }

    void set(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    static void clear(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }
}
