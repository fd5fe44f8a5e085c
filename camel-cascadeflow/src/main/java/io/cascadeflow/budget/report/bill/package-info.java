/** What a provider's bill says, beside what the ledger says. */
@NullMarked
package io.cascadeflow.budget.report.bill;

import org.jspecify.annotations.NullMarked;
