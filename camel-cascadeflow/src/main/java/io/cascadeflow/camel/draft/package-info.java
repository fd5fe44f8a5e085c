/** How a draft comes about: the samples of a model, and what further calls and the user's own code measure of it. */
@NullMarked
package io.cascadeflow.camel.draft;

import org.jspecify.annotations.NullMarked;
