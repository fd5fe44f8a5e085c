package io.cascadeflow.camel.policy;

import io.cascadeflow.policy.explain.Subject;
import org.apache.camel.Exchange;

/** The calls of one cascade, as they would be without rules. */
@FunctionalInterface
public interface Subjects {

    /**
     * The call that an exchange would be; its message stays as readable as it is.
     *
     * @param policies say what models are
     * @throws IllegalArgumentException when the exchange forces a tier that there is not
     */
    Subject of(Exchange exchange, Policies policies);

    /** What asking may cost now. */
    default Estimate estimate() {
        return Estimate.UNKNOWN;
    }
}
