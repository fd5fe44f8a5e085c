/** Keeps personal data on models of one's own, by tags, while all else may go to the cloud. */
@NullMarked
package io.cascadeflow.examples.hybrid;

import org.jspecify.annotations.NullMarked;
