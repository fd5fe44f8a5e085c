/** What the measurements count with. */
@NullMarked
package io.cascadeflow.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
