package io.cascadeflow.camel.cache;

import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What caches that look for similar questions make vectors with.
 *
 * @param embedder makes one of a text; may block, and throw
 * @param workers a bounded pool, on which it does
 */
public record Vectors(Function<String, float[]> embedder, Executor workers) {}
