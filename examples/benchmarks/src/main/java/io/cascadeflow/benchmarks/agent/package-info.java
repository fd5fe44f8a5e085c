/** What an agent costs beside its models and tools. */
@NullMarked
package io.cascadeflow.benchmarks.agent;

import org.jspecify.annotations.NullMarked;
