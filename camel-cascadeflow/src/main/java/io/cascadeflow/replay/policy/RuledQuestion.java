package io.cascadeflow.replay.policy;

import io.cascadeflow.policy.explain.PolicyExplanation;
import io.cascadeflow.pricing.Usd;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of one recorded question under a policy.
 *
 * @param id of the question
 * @param rules what the policy made of it
 * @param end where it ended; absent when that cannot be known, because a model that was asked gave no answer when it was recorded
 * @param answered whether it got an answer; false when that cannot be known
 * @param asked the tiers that were asked, in order
 * @param cost of all calls; absent with {@code end}
 * @param quality of the answer that was given: 1 right, 0 wrong, or its score; absent without a label, and without an answer
 * @param missing the models that were asked and have no recorded answer to it
 */
public record RuledQuestion(
        String id,
        PolicyExplanation rules,
        @Nullable String end,
        boolean answered,
        List<String> asked,
        @Nullable Usd cost,
        @Nullable Double quality,
        Set<String> missing) {

    /** The end of a question that rules deny. */
    public static final String DENIED = "denied";

    /** How an end is called that cannot be known. */
    public static final String NOT_KNOWN = "not known";

    public RuledQuestion {
        asked = List.copyOf(asked);
        missing = Set.copyOf(missing);
        if ((end == null) != (cost == null)) {
            throw new IllegalArgumentException(
                    "question '%s': its end and its cost are known, or neither".formatted(id));
        }
    }

    public boolean isKnown() {
        return end != null;
    }

    /** Where it ended, for people. */
    public String destination() {
        return end == null ? NOT_KNOWN : end;
    }
}
