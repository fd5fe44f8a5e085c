package io.cascadeflow.camel;

import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.RegretBound;
import io.cascadeflow.confidence.SkipLimit;
import io.cascadeflow.confidence.Worth;
import org.jspecify.annotations.Nullable;

/**
 * What decides about a draft beside the threshold that is written.
 *
 * @param regret what the threshold has to keep; absent without such a bound
 * @param worth what answers are worth, weighed against going on; absent when that does not decide
 * @param skipBelow the chance below which the draft is not asked for; absent when it always is
 * @param reference how the gate is named, for messages; absent when none is
 */
public record DraftRules(
        @Nullable RegretBound regret,
        @Nullable Worth worth,
        @Nullable SkipLimit skipBelow,
        @Nullable String reference) {

    /**
     * The tier as the step machine runs it.
     *
     * @param written with the threshold that is written
     * @param gate judges its answers; absent when none is named
     * @throws IllegalArgumentException when the gate does not know what a rule needs, with the way out
     */
    public Tier applyTo(Tier written, @Nullable Gate gate) {
        Tier certified = regret == null ? written : new CertifiedTier(written, regret, reference).by(gate);
        Tier valued = worth == null ? certified : new ValuedTier(certified, worth, reference).by(gate);
        return skipBelow == null ? valued : new SkippableTier(valued, skipBelow, reference).by(gate);
    }
}
