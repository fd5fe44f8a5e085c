package io.cascadeflow.audit.trail;

import io.cascadeflow.policy.Ruling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy that a call was decided under.
 *
 * @param version of the policy; absent where no policy was applied
 * @param rules the names of the rules that applied, in order
 * @param observed of those that would have applied, and are only observed
 */
public record AppliedPolicy(@Nullable String version, List<String> rules, List<String> observed) {

    /** No policy was applied. */
    public static final AppliedPolicy NONE = new AppliedPolicy(null, List.of(), List.of());

    public AppliedPolicy {
        rules = List.copyOf(rules);
        observed = List.copyOf(observed);
    }

    public static AppliedPolicy of(Ruling ruling) {
        return new AppliedPolicy(
                ruling.version().isEmpty() ? null : ruling.version(), ruling.rules(), ruling.observedRules());
    }
}
