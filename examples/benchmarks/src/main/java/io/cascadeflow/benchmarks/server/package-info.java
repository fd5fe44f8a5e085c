/** Servers in JVMs of their own, so that their threads and heap are not counted. */
@NullMarked
package io.cascadeflow.benchmarks.server;

import org.jspecify.annotations.NullMarked;
