/** Reads replies that come in pieces: bytes into frames, frames into events and into one whole reply. */
@NullMarked
package io.cascadeflow.provider.stream;

import org.jspecify.annotations.NullMarked;
