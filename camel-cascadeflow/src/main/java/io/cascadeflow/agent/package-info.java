/**
 * Agents: a model asks for tools, is told what they said, and is asked again. What may be done next is decided here, by pure
 * functions; who asks the model and calls the tools is not known here.
 */
@NullMarked
package io.cascadeflow.agent;

import org.jspecify.annotations.NullMarked;
