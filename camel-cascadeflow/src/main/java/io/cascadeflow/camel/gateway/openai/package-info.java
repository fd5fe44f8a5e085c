/** Answers in the form of OpenAI's API, for clients of the gateway. Pure functions of replies and their events. */
@NullMarked
package io.cascadeflow.camel.gateway.openai;

import org.jspecify.annotations.NullMarked;
