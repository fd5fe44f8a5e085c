/** Several agents that work on the parts of one case at once, on one budget. */
@NullMarked
package io.cascadeflow.examples.agents;

import org.jspecify.annotations.NullMarked;
