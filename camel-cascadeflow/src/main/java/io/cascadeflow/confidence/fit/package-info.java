/** Learns a gate from labelled drafts: penalised logistic regression, calibration, and bounds that hold. */
@NullMarked
package io.cascadeflow.confidence.fit;

import org.jspecify.annotations.NullMarked;
