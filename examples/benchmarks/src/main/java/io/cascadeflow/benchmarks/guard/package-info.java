/** What guards find, and how long that takes. */
@NullMarked
package io.cascadeflow.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
