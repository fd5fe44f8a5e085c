/** Learns from live traffic: keeps what was asked and answered, labels it, and says when a gate no longer fits. */
@NullMarked
package io.cascadeflow.audit;

import org.jspecify.annotations.NullMarked;
