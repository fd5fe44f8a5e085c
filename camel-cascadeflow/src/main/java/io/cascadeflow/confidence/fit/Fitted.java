package io.cascadeflow.confidence.fit;

import io.cascadeflow.confidence.Calibration;
import io.cascadeflow.confidence.Features;
import io.cascadeflow.confidence.Weights;

/**
 * What was learned from examples.
 *
 * @param weights of the score
 * @param calibration of the score
 * @param penalties that cross-validation chose
 */
public record Fitted(Weights weights, Calibration calibration, Penalties penalties) {

    /** The confidence in a draft of the kind that was learned from. */
    public double confidence(Features features) {
        return calibration.confidence(weights.score(features, true));
    }
}
