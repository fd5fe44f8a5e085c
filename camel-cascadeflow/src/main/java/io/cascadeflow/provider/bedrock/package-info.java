/** The Converse API of Amazon Bedrock: requests, replies and its binary event stream, and the provider {@code bedrock}. */
@NullMarked
package io.cascadeflow.provider.bedrock;

import org.jspecify.annotations.NullMarked;
