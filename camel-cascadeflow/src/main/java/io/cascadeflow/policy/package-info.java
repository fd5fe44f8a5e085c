/** Rules that the operator writes: when facts hold, then constraints, which only narrow. Pure; knows nothing of Camel. */
@NullMarked
package io.cascadeflow.policy;

import org.jspecify.annotations.NullMarked;
