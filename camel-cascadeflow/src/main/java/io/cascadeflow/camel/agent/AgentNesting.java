package io.cascadeflow.camel.agent;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * The agents that an exchange is within, on the exchange and its copies: one whose tool leads back to it would else go on for
 * ever. Immutable.
 *
 * @param agents their names, from the outermost on
 */
record AgentNesting(List<String> agents) {

    private static final String PROPERTY = "CamelCascadeFlowAgents";

    AgentNesting {
        agents = List.copyOf(agents);
    }

    /** Empty outside of agents. */
    static AgentNesting of(Exchange exchange) {
        AgentNesting nesting = exchange.getProperty(PROPERTY, AgentNesting.class);
        return nesting == null ? new AgentNesting(List.of()) : nesting;
    }

    void set(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    AgentNesting and(String agent) {
        List<String> all = new ArrayList<>(agents);
        all.add(agent);
        return new AgentNesting(all);
    }

    int depth() {
        return agents.size();
    }

    @Override
    public String toString() {
        return String.join(" > ", agents);
    }
}
