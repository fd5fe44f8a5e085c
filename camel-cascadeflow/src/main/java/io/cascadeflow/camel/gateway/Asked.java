package io.cascadeflow.camel.gateway;

import io.cascadeflow.model.ChatRequest;

/**
 * What a client asks for.
 *
 * @param model as the client names it
 * @param streamed whether it wants the answer piece by piece
 * @param withUsage whether a stream is to end with what it consumed
 */
public record Asked(String model, ChatRequest request, boolean streamed, boolean withUsage) {}
