package io.cascadeflow.camel.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

/**
 * One call of a tool.
 *
 * @param callId the id that the model gave it
 * @param arguments that fit the tool's schema
 * @param exchange of its own: with the arguments as a map in the body, and the headers of the agent's message
 */
public record ToolUse(String callId, ObjectNode arguments, Exchange exchange) {}
