/** What observing costs. */
@NullMarked
package io.cascadeflow.benchmarks.observe;

import org.jspecify.annotations.NullMarked;
