/** Answers in the form of Anthropic's Messages API, for clients of the gateway. Pure functions of replies and their events. */
@NullMarked
package io.cascadeflow.camel.gateway.anthropic;

import org.jspecify.annotations.NullMarked;
