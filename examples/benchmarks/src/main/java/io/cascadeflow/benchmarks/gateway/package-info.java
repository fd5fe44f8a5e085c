/** What the gateway does under load, beside others, for a long time, and when it is killed. */
@NullMarked
package io.cascadeflow.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
