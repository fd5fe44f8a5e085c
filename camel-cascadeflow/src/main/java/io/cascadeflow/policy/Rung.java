package io.cascadeflow.policy;

import java.util.List;

/**
 * A tier as rules see it.
 *
 * @param name of the tier
 * @param models that it may ask; empty when that is not known: then only the call itself can tell
 */
public record Rung(String name, List<Candidate> models) {

    public Rung {
        models = List.copyOf(models);
    }
}
