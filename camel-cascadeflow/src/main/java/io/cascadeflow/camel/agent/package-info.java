/** Agents and tools as routes: an agent is a producer, a tool is a consumer. */
@NullMarked
package io.cascadeflow.camel.agent;

import org.jspecify.annotations.NullMarked;
