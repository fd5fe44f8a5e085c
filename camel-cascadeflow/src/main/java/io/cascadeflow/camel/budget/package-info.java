/** Budgets on exchanges: which apply to a call, what the route is told of them, and how operators see and change them. */
@NullMarked
package io.cascadeflow.camel.budget;

import org.jspecify.annotations.NullMarked;
