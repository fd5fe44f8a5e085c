/** Conversations in a database. */
@NullMarked
package io.cascadeflow.agent.memory.jdbc;

import org.jspecify.annotations.NullMarked;
