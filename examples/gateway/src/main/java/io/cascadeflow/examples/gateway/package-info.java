/** A gateway as one program: what it serves is configuration. */
@NullMarked
package io.cascadeflow.examples.gateway;

import org.jspecify.annotations.NullMarked;
