/** Clients of a server: any number of connections on one thread, so that asking costs little beside what is measured. */
@NullMarked
package io.cascadeflow.benchmarks.gateway.client;

import org.jspecify.annotations.NullMarked;
