/** Shows an answer in a browser as it grows, drafts that are taken back included. */
@NullMarked
package io.cascadeflow.examples.streaming;

import org.jspecify.annotations.NullMarked;
