/** A flow of files into a database, with a cascade in the place of its model. */
@NullMarked
package io.cascadeflow.examples.enterprise;

import org.jspecify.annotations.NullMarked;
