/** Compares two cascades on live traffic: by cost, acceptance and quality, with intervals of the differences. */
@NullMarked
package io.cascadeflow.examples.ab;

import org.jspecify.annotations.NullMarked;
