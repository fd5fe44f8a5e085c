/** What was said in earlier turns of a conversation. */
@NullMarked
package io.cascadeflow.agent.memory;

import org.jspecify.annotations.NullMarked;
