/** Answers a burst of questions that neither time nor money suffices for, and loses none. */
@NullMarked
package io.cascadeflow.examples.heavyload;

import org.jspecify.annotations.NullMarked;
