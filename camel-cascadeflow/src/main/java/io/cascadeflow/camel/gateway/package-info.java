/** The gateway: clients of OpenAI's and Anthropic's APIs ask cascades and models, from Vert.x's event loop and back. */
@NullMarked
package io.cascadeflow.camel.gateway;

import org.jspecify.annotations.NullMarked;
