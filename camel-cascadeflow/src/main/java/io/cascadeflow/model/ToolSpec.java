package io.cascadeflow.model;

import org.jspecify.annotations.Nullable;

/**
 * A tool that the model may call.
 *
 * @param name letters, digits, {@code _} and {@code -}
 * @param description what it does, for the model; may be empty
 * @param parameters the JSON Schema of its arguments, as JSON text
 * @param strict whether the provider should hold the model to the schema; absent leaves it to the provider
 * @param cache how long a provider may keep the tools up to this one; absent when nobody said so
 */
public record ToolSpec(
        String name,
        String description,
        String parameters,
        @Nullable Boolean strict,
        @Nullable CacheTtl cache) {

    public ToolSpec(String name, String description, String parameters, @Nullable Boolean strict) {
        this(name, description, parameters, strict, null);
    }
}
