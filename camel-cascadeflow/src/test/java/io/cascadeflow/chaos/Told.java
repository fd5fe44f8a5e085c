package io.cascadeflow.chaos;

import io.cascadeflow.pricing.Usd;

/**
 * What a client was told with its answer.
 *
 * @param decision the decision's id
 * @param cost of all attempts
 */
record Told(String decision, Usd cost) {}
