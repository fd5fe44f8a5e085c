package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;

/** Server-sent events as clients of model APIs expect them. */
public final class Events {

    /** A comment: clients skip it. */
    public static final String COMMENT = ": waiting\n\n";

    private Events() {}

    /** Without a name. */
    public static String event(JsonNode json) {
        return "data: " + json + "\n\n";
    }

    public static String event(String name, JsonNode json) {
        return "event: " + name + "\ndata: " + json + "\n\n";
    }
}
