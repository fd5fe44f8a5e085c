/** What cascades in the place of models of other libraries have in common. Needs none of those libraries. */
@NullMarked
package io.cascadeflow.camel.bridge;

import org.jspecify.annotations.NullMarked;
