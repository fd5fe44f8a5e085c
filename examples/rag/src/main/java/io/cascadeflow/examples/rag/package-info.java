/** Answers questions about this project from its own pages, with citations that are checked. */
@NullMarked
package io.cascadeflow.examples.rag;

import org.jspecify.annotations.NullMarked;
