/** A made-up provider that answers, streams and fails as its clients say. */
@NullMarked
package io.cascadeflow.benchmarks.gateway.provider;

import org.jspecify.annotations.NullMarked;
