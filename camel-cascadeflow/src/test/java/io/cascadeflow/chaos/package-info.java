/** Everything fails at once, at random, and the promises hold. */
@NullMarked
package io.cascadeflow.chaos;

import org.jspecify.annotations.NullMarked;
