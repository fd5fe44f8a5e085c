package io.cascadeflow.provider;

import io.cascadeflow.model.EmbeddingReply;
import org.jspecify.annotations.Nullable;

/**
 * How a call for vectors ended, and what it cost, whatever came of it.
 *
 * @param reply the vectors, with a usage that is estimated where the provider told none; absent when the call failed
 * @param failure why there are none; absent when there are
 */
public record MeteredEmbedding(
        @Nullable EmbeddingReply reply, @Nullable Throwable failure, Spent spent) {}
