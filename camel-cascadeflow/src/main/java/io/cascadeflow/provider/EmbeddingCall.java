package io.cascadeflow.provider;

import io.cascadeflow.model.EmbeddingRequest;
import java.time.Instant;

/**
 * One logical call for vectors; its retries share the deadline.
 *
 * @param model the model's name as the provider spells it
 * @param deadline when the caller stops waiting
 */
public record EmbeddingCall(String model, EmbeddingRequest request, Instant deadline) {}
