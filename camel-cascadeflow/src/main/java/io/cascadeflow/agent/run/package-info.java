/** Runs: pieces of work with many calls, what they may use together, what they used, and what other limits would have changed. */
@NullMarked
package io.cascadeflow.agent.run;

import org.jspecify.annotations.NullMarked;
