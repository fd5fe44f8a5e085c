package io.cascadeflow.model;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a question says of thinking before the answer, apart from an effort.
 *
 * @param mode whether to think
 * @param budgetTokens the most tokens to think with, 1,024 or more; absent leaves it to the model. Only with {@link Mode#ON}
 * @param summarized whether thoughts are to be summed up for the reader where the model would keep them to itself
 */
public record Thinking(Mode mode, @Nullable Integer budgetTokens, boolean summarized) {

    /** Nothing is said: an effort, where there is one, is for the answer as a whole. */
    public static final Thinking USUAL = new Thinking(Mode.USUAL, null, false);

    public static final Thinking OFF = new Thinking(Mode.OFF, null, false);

    /** As much as the model sees fit. */
    public static final Thinking ON = new Thinking(Mode.ON, null, false);

    /** The smallest budget there is. */
    public static final int LEAST_TOKENS = 1024;

    /** The thoughts that make up an effort at least, as far as most providers know efforts. */
    private static final NavigableMap<Integer, String> EFFORTS =
            new TreeMap<>(Map.of(LEAST_TOKENS, "minimal", 2048, "low", 8192, "medium", 16_384, "high"));

    /** Whether to think. */
    public enum Mode {
        /** As the model does when nothing is said. */
        USUAL,
        OFF,
        ON
    }

    public Thinking {
        if (budgetTokens != null && (mode != Mode.ON || budgetTokens < LEAST_TOKENS)) {
            throw new IllegalArgumentException(
                    "a thinking budget of %d tokens with thinking %s: give %d or more, and only with ON"
                            .formatted(budgetTokens, mode, LEAST_TOKENS));
        }
    }

    /** Thinking with {@code tokens} at most. */
    public static Thinking within(int tokens) {
        return new Thinking(Mode.ON, tokens, false);
    }

    public Thinking withSummary() {
        return new Thinking(mode, budgetTokens, true);
    }

    /** The effort that comes nearest without going beyond; absent where any would do. */
    public @Nullable String nearestEffort() {
        if (mode == Mode.OFF) {
            return "none";
        }
        return budgetTokens == null ? null : EFFORTS.floorEntry(budgetTokens).getValue();
    }
}
