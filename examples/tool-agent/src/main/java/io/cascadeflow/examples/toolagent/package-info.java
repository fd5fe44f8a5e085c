/** An agent that looks up orders and pays back, once somebody has consented. */
@NullMarked
package io.cascadeflow.examples.toolagent;

import org.jspecify.annotations.NullMarked;
