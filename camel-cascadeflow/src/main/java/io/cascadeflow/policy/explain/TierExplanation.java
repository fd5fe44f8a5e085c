package io.cascadeflow.policy.explain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What rules make of one tier.
 *
 * @param tier its name
 * @param models that it may ask, as far as its steps show it
 * @param leftOutBy the rules that leave it out; none for one that may be asked
 * @param denied by a model that may not be asked the rules that say so
 * @param configured the least confidence that it wants without rules; absent when it takes any sound answer
 * @param acceptAbove the least confidence with them; absent likewise, and of a tier that is left out
 * @param acceptAboveBy the rules that set it; none where it is as configured
 */
public record TierExplanation(
        String tier,
        List<String> models,
        Set<String> leftOutBy,
        Map<String, Set<String>> denied,
        @Nullable Double configured,
        @Nullable Double acceptAbove,
        Set<String> acceptAboveBy) {

    public TierExplanation {
        models = List.copyOf(models);
        leftOutBy = Set.copyOf(leftOutBy);
        denied = new TreeMap<>(denied);
        acceptAboveBy = Set.copyOf(acceptAboveBy);
    }

    public boolean isLeft() {
        return leftOutBy.isEmpty();
    }
}
