/** The own protocol of Text Generation Inference, Hugging Face's server. */
@NullMarked
package io.cascadeflow.provider.tgi;

import org.jspecify.annotations.NullMarked;
