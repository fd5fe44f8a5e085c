package io.cascadeflow.camel;

import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.Gate;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A tier together with what it runs.
 *
 * @param tier its name and threshold
 * @param processor the steps that ask a model
 * @param acceptWhen a condition that its answer has to meet; absent for none
 * @param gate judges its answers, whatever was measured before; absent to take what the steps measured, or else the default
 * @param single whether all that it does is ask one endpoint of ours, whose answer is the tier's
 */
public record TierSteps(
        Tier tier,
        AsyncProcessor processor,
        @Nullable Predicate acceptWhen,
        @Nullable Gate gate,
        boolean single) {

    /** Steps that may do anything. */
    public TierSteps(Tier tier, AsyncProcessor processor, @Nullable Predicate acceptWhen, @Nullable Gate gate) {
        this(tier, processor, acceptWhen, gate, false);
    }
}
