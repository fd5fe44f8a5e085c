/** Budgets as a route sees them: how they are named, and how the parts of a split come together under one. */
@NullMarked
package io.cascadeflow.camel.budget;

import org.jspecify.annotations.NullMarked;
