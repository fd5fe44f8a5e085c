/** Replies on their way as the bodies of exchanges, and the drafts of a cascade whose replies are streamed. */
@NullMarked
package io.cascadeflow.camel.stream;

import org.jspecify.annotations.NullMarked;
