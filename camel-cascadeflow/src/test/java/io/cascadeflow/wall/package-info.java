/** Faults of providers, what must come out of each, and what runs them; the tests and {@code examples/failover} use it. */
@NullMarked
package io.cascadeflow.wall;

import org.jspecify.annotations.NullMarked;
