package io.cascadeflow.policy.explain;

import io.cascadeflow.policy.Candidate;
import io.cascadeflow.policy.Rung;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules meet: the call as it would be without them.
 *
 * @param name of the cascade, or of the model that is asked on its own
 * @param tiers of the cascade, in order; the model itself where it is asked on its own
 * @param tools the names of those that the request offers
 * @param forced the only tier that the caller wants; absent for the usual way
 * @param alone whether a model is asked on its own: what rules say of tiers then does not matter
 */
public record Subject(
        String name,
        List<Step> tiers,
        List<String> tools,
        @Nullable String forced,
        boolean alone) {

    /**
     * A tier without rules.
     *
     * @param rung its name and models
     * @param acceptAbove the least confidence that it wants; absent when it takes any sound answer
     */
    public record Step(Rung rung, @Nullable Double acceptAbove) {

        String name() {
            return rung.name();
        }
    }

    public Subject {
        tiers = List.copyOf(tiers);
        tools = List.copyOf(tools);
    }

    /** A cascade. */
    public static Subject cascade(String name, List<Step> tiers, List<String> tools, @Nullable String forced) {
        return new Subject(name, tiers, tools, forced, false);
    }

    /** A model that is asked on its own. */
    public static Subject model(Candidate model, List<String> tools) {
        String name = model.model().toString();
        return new Subject(name, List.of(new Step(new Rung(name, List.of(model)), null)), tools, null, true);
    }

    List<Rung> rungs() {
        return tiers.stream().map(Step::rung).toList();
    }
}
