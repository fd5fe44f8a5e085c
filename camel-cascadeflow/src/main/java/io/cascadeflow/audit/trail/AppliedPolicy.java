package io.cascadeflow.audit.trail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy that a call was decided under.
 *
 * @param version of the policy; absent where no policy was applied
 * @param rules the names of the rules that fired, in order
 */
public record AppliedPolicy(@Nullable String version, List<String> rules) {

    /** No policy was applied. */
    public static final AppliedPolicy NONE = new AppliedPolicy(null, List.of());

    public AppliedPolicy {
        rules = List.copyOf(rules);
    }
}
