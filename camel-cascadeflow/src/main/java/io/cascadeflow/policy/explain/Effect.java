package io.cascadeflow.policy.explain;

/**
 * What one constraint of a rule that applied did.
 *
 * @param constraint its name, as in the configuration
 * @param text what came of it, for people
 * @param changes whether the call is another one for it: also where another rule alone would have had the same effect
 */
public record Effect(String constraint, String text, boolean changes) {

    static Effect of(String constraint, String text) {
        return new Effect(constraint, text, true);
    }

    static Effect none(String constraint, String why) {
        return new Effect(constraint, "changes nothing: " + why, false);
    }
}
