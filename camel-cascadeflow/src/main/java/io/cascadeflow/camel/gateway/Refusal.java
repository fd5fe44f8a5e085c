package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A {@link Fault} as a client is told. */
public record Refusal(int status, ObjectNode body) {}
