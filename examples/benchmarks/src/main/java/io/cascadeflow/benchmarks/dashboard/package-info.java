/** The dashboard: how fast it answers over a full store, and what a page that is looked at costs. */
@NullMarked
package io.cascadeflow.benchmarks.dashboard;

import org.jspecify.annotations.NullMarked;
