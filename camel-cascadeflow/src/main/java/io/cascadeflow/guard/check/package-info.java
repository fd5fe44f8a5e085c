/** What must be neither in what tools say nor in answers: instructions to the model, secrets, words that are denied. */
@NullMarked
package io.cascadeflow.guard.check;

import org.jspecify.annotations.NullMarked;
