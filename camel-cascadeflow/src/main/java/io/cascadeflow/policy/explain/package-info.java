/** What rules make of one call, told before it is made: which applied, why, and what each of them did. Pure. */
@NullMarked
package io.cascadeflow.policy.explain;

import org.jspecify.annotations.NullMarked;
