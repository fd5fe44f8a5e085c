/** Answers the questions of a file, and goes on where it stopped when it is started again. */
@NullMarked
package io.cascadeflow.examples.batch;

import org.jspecify.annotations.NullMarked;
