/** The audit trail: how fast it is written and read. */
@NullMarked
package io.cascadeflow.benchmarks.audit;

import org.jspecify.annotations.NullMarked;
