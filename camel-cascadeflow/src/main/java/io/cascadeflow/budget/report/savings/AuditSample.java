package io.cascadeflow.budget.report.savings;

import io.cascadeflow.pricing.Usd;

/**
 * A decision that answered with a draft and about which the last tier was asked too, to learn.
 *
 * @param decision its id
 * @param spent what it cost without the audit
 * @param baseline what the last tier cost on the same question
 * @param probability how likely it was to be chosen, above 0 to 1
 * @param acceptable whether the draft was as good as the last tier's answer
 */
public record AuditSample(String decision, Usd spent, Usd baseline, double probability, boolean acceptable) {

    public AuditSample {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "decision '%s' was audited with the probability %s: it is above 0 and up to 1"
                            .formatted(decision, probability));
        }
    }
}
