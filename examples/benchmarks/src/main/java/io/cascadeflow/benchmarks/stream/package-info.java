/** What streaming costs: first tokens, thousands of streams at once, and clients that go away. */
@NullMarked
package io.cascadeflow.benchmarks.stream;

import org.jspecify.annotations.NullMarked;
