package io.cascadeflow.camel.gateway.openai;

/**
 * The form of a legacy completion.
 *
 * @param front what stands before the answer: the prompt if the client wants it back, else nothing
 * @param withLogprobs whether the client wants them
 */
record TextForm(String front, boolean withLogprobs) {}
