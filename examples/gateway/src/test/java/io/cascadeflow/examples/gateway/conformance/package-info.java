/** The gateway before clients that nobody here wrote, and the matrix of what they can do with it. */
@NullMarked
package io.cascadeflow.examples.gateway.conformance;

import org.jspecify.annotations.NullMarked;
