/** Cascades in the place of Spring AI's models, for clients that are made with them. */
@NullMarked
package io.cascadeflow.camel.springai;

import org.jspecify.annotations.NullMarked;
