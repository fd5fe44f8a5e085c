package io.cascadeflow.policy;

/**
 * A rule that applied.
 *
 * @param rule which
 * @param verdict what its condition said: yes, or that it could not be evaluated
 */
public record Fired(Rule rule, Verdict verdict) {

    /** Whether what its rule demands holds: of one whose condition could not be evaluated all does but what gives something. */
    boolean imposes(Constraint constraint) {
        return verdict == Verdict.YES || !(constraint instanceof Constraint.Relax);
    }
}
