package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.Tool;

/** A tool that agents can be given, and what it does. */
public record OfferedTool(Tool tool, ToolBody body) {}
