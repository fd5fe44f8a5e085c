/** What the ledger says about spending: sums, exports, and what follows from them. Reads, never posts. */
@NullMarked
package io.cascadeflow.budget.report;

import org.jspecify.annotations.NullMarked;
