package io.cascadeflow.agent.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing in the trace of a run: a call, tools that an answer asked for, or a moment in which a rule did something. Has nothing of
 * prompts, answers and arguments. Immutable.
 *
 * @param began its number when it began, over all runs within the outermost one, from 1
 * @param ended its number when it ended, from the same count
 * @param at when it began
 * @param run the run that it belongs to
 * @param kind what it is
 * @param call of a call, also of one that a rule stopped; absent of others
 * @param used what it came to
 * @param atMost the most that it might have come to
 * @param inputTokens of the prompt
 * @param outputTokens of the answer
 * @param tookMs milliseconds, 0 or more
 * @param tools the names of the tools that were asked for; empty for other kinds
 * @param acts what rules did, or would have done
 */
public record RunEntry(
        long began,
        long ended,
        Instant at,
        String run,
        Kind kind,
        @Nullable Call call,
        Tally used,
        Tally atMost,
        long inputTokens,
        long outputTokens,
        long tookMs,
        List<String> tools,
        List<Act> acts) {

    /** What an entry is: a closed set. */
    public enum Kind {
        /** A request to a model that gave an answer. */
        ANSWERED,
        /** A request to a model that gave none. */
        FAILED,
        /** A request that was not made, since a rule or a budget stopped it. */
        REFUSED,
        /** Tools that an answer asked for. */
        TOOLS,
        /** A decision began under pressure. */
        NARROWED,
        /** A cost that was told afterwards, of a call that others made. */
        FOREIGN,
        /** Somebody ended the run. */
        END
    }

    /**
     * Which request it was.
     *
     * @param model {@code provider:model}
     * @param cascade empty where a model is asked on its own
     * @param tier empty likewise
     * @param role {@code answer}, {@code draft}, {@code sample}, ...
     * @param decision the id of the decision that it was made for
     */
    public record Call(String model, String cascade, String tier, String role, String decision) {}

    /**
     * What a rule did.
     *
     * @param action {@code stop}, {@code switch-model}, {@code deny-tools} or {@code narrow}
     * @param rule its name; empty where somebody has ended the run
     * @param run the run that the rule is for
     * @param observed whether it was only put on record
     * @param text for people
     */
    public record Act(String action, String rule, String run, boolean observed, String text) {}

    public RunEntry {
        tools = List.copyOf(tools);
        acts = List.copyOf(acts);
    }

    /** Whether a request to a model was made. */
    public boolean isCall() {
        return kind == Kind.ANSWERED || kind == Kind.FAILED;
    }

    /** Whether it counts against limits: it was done. */
    public boolean isDone() {
        return isCall()
                || kind == Kind.FOREIGN
                || (kind == Kind.TOOLS && acts.stream().allMatch(Act::observed));
    }
}
