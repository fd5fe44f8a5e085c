/** OpenAI's embeddings for clients of the gateway: requests for vectors, and the vectors. Pure functions. */
@NullMarked
package io.cascadeflow.camel.gateway.openai.embeddings;

import org.jspecify.annotations.NullMarked;
