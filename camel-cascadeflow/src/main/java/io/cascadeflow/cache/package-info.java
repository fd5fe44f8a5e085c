/** Answers that are given again: to the same question, of the same tenant, under the same rules. */
@NullMarked
package io.cascadeflow.cache;

import org.jspecify.annotations.NullMarked;
