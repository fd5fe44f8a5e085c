package io.cascadeflow.replay.policy;

import java.util.List;

/**
 * Questions that end elsewhere under another policy, or in the same place.
 *
 * @param from where they ended with the first policy
 * @param to where with the second one
 * @param questions how many
 * @param examples the ids of some of them
 */
public record Move(String from, String to, int questions, List<String> examples) {

    public Move {
        examples = List.copyOf(examples);
    }

    /** Whether it is known, and another place. */
    public boolean isMoved() {
        return isKnown() && !from.equals(to);
    }

    public boolean isKnown() {
        return !from.equals(RuledQuestion.NOT_KNOWN) && !to.equals(RuledQuestion.NOT_KNOWN);
    }
}
