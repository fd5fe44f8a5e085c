/** Passages that answers rest on: where they come from, what is taken of them, and how a request holds them. */
@NullMarked
package io.cascadeflow.retrieval;

import org.jspecify.annotations.NullMarked;
