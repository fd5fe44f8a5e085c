package io.cascadeflow.policy;

import io.cascadeflow.model.ModelId;
import java.util.Set;

/**
 * A model as rules see it.
 *
 * @param tags what the operator says about it, such as {@code eu} or {@code onprem}
 */
public record Candidate(ModelId model, Set<String> tags) {

    public Candidate {
        tags = Set.copyOf(tags);
    }

    boolean isNamed(Set<String> names) {
        String id = model.toString();
        for (String name : names) {
            if (name.endsWith("*") ? id.startsWith(name.substring(0, name.length() - 1)) : id.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
