/** Runs as routes and operators see them. */
@NullMarked
package io.cascadeflow.camel.run;

import org.jspecify.annotations.NullMarked;
