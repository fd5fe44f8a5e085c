/** The caches of a Camel context. */
@NullMarked
package io.cascadeflow.camel.cache;

import org.jspecify.annotations.NullMarked;
