/** Who may ask a gateway, for whom, and how much. */
@NullMarked
package io.cascadeflow.camel.gateway.keys;

import org.jspecify.annotations.NullMarked;
