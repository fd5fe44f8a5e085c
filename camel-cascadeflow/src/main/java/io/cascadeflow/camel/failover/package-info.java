/** Several endpoints for one tier: in which order they are asked, what makes the next one be asked, and asking two at once. */
@NullMarked
package io.cascadeflow.camel.failover;

import org.jspecify.annotations.NullMarked;
