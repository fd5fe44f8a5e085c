/** OpenAI's Responses API for clients of the gateway: requests to questions, answers to items and their events. */
@NullMarked
package io.cascadeflow.camel.gateway.openai.responses;

import org.jspecify.annotations.NullMarked;
