package io.cascadeflow.model;

import org.jspecify.annotations.Nullable;

/**
 * A model's wish to have a tool called.
 *
 * @param id the call's id, which the result must name; made up by us where the provider gives none
 * @param name the tool's name
 * @param arguments the arguments as JSON text, exactly as the model wrote them: it may not be valid JSON
 * @param cache how long a provider may keep the prompt up to here; absent when nobody said so
 */
public record ToolCall(
        String id, String name, String arguments, @Nullable CacheTtl cache) {

    public ToolCall(String id, String name, String arguments) {
        this(id, name, arguments, null);
    }

    /** The same call without its mark. */
    public ToolCall unmarked() {
        return new ToolCall(id, name, arguments);
    }
}
