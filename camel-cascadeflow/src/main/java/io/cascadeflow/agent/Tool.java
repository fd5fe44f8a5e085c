package io.cascadeflow.agent;

import io.cascadeflow.model.ToolSpec;
import java.time.Duration;

/**
 * A tool as an agent knows it. Immutable.
 *
 * @param spec what models are told
 * @param risk what a call can do
 * @param confirmed whether each call needs somebody's consent, whatever its risk
 * @param idempotent whether the same call may be made again; else the same arguments are tried once in a run at most
 * @param timeout how long a call may take before the model is told that it did not answer; above zero
 * @param mostCharacters how much of what it says the model is told; 1 or more
 */
public record Tool(
        ToolSpec spec, Risk risk, boolean confirmed, boolean idempotent, Duration timeout, int mostCharacters) {

    /** Where nobody says. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Where nobody says: some five thousand tokens. */
    public static final int MOST_CHARACTERS = 20_000;

    private static final String NAME = "[A-Za-z0-9_-]{1,64}";

    /** @throws IllegalArgumentException when providers would not take its name, or its schema is none */
    public Tool {
        if (!spec.name().matches(NAME)) {
            throw new IllegalArgumentException(
                    "'%s' is no name of a tool: use up to 64 letters, digits, _ and -".formatted(spec.name()));
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "tool '%s': the time-out is %s; it must be above zero".formatted(spec.name(), timeout));
        }
        if (mostCharacters < 1) {
            throw new IllegalArgumentException("tool '%s': %d characters of what it says are none; give 1 or more"
                    .formatted(spec.name(), mostCharacters));
        }
        String problem = ToolSchema.problem(spec.parameters());
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(
                    "tool '%s': its parameters are no JSON Schema of an object: %s".formatted(spec.name(), problem));
        }
    }

    public String name() {
        return spec.name();
    }

    public Tool withRisk(Risk changed) {
        return new Tool(spec, changed, confirmed, idempotent, timeout, mostCharacters);
    }
}
