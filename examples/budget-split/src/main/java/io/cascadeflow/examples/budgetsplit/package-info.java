/** Summarises a document part by part under one budget, and stops cleanly when that is spent. */
@NullMarked
package io.cascadeflow.examples.budgetsplit;

import org.jspecify.annotations.NullMarked;
