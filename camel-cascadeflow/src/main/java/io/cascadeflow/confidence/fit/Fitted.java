package io.cascadeflow.confidence.fit;

import io.cascadeflow.confidence.Calibration;
import io.cascadeflow.confidence.Features;
import io.cascadeflow.confidence.Weights;
import java.util.List;

/**
 * What was learned from examples.
 *
 * @param weights of the score
 * @param calibration of the score
 * @param penalties that cross-validation chose
 * @param expected by question, the confidence to expect of drafts like its first one: under this calibration, by weights that
 *     did not learn from it; NaN for a question without a draft
 */
public record Fitted(Weights weights, Calibration calibration, Penalties penalties, List<Double> expected) {

    public Fitted {
        expected = List.copyOf(expected);
    }

    /** The confidence in a draft of the kind that was learned from. */
    public double confidence(Features features) {
        return calibration.confidence(weights.score(features, true));
    }
}
