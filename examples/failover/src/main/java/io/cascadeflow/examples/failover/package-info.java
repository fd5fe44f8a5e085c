/** Shows what comes out when providers fail. */
@NullMarked
package io.cascadeflow.examples.failover;

import org.jspecify.annotations.NullMarked;
