package io.cascadeflow.agent;

/**
 * How far an agent goes, beside what money, time and the rules for runs say. Immutable.
 *
 * @param steps how often the model is asked at most; 1 or more
 * @param toolCalls how many calls of tools are made or answered at most; 0 or more
 * @param repeats how often the same call is made at most while the same comes of it; 1 or more
 */
public record AgentLimits(int steps, int toolCalls, int repeats) {

    /** Where nobody says. */
    public static final AgentLimits DEFAULT = new AgentLimits(20, 40, 3);

    /** Further than anybody means to let an agent go. */
    private static final int MOST = 1000;

    public AgentLimits {
        require("maxSteps", steps, 1);
        require("maxToolCalls", toolCalls, 0);
        require("maxRepeats", repeats, 1);
    }

    private static void require(String option, int value, int least) {
        if (value < least || value > MOST) {
            throw new IllegalArgumentException("%s is %d; give %d to %d".formatted(option, value, least, MOST));
        }
    }
}
