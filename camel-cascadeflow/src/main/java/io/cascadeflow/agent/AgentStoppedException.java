package io.cascadeflow.agent;

/** An agent was stopped before it had an answer. Its message names the agent, the limit and the way out. */
public final class AgentStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final StopReason reason;

    public AgentStoppedException(StopReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public StopReason reason() {
        return reason;
    }
}
