/** Who may ask the gateway: keys, signed tokens, and how much each caller may ask. Knows no HTTP server. */
@NullMarked
package io.cascadeflow.camel.gateway.keys;

import org.jspecify.annotations.NullMarked;
