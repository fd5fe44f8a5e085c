/** Measurements of the ledgers: how fast they are, and that they hold under load and when nodes are killed. */
@NullMarked
package io.cascadeflow.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
