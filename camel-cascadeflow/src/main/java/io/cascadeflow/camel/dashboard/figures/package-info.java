/** What the dashboard shows, added up from the decisions on record and the ledger. */
@NullMarked
package io.cascadeflow.camel.dashboard.figures;

import org.jspecify.annotations.NullMarked;
