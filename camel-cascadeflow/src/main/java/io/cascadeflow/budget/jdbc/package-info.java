/** Ledgers in a database. */
@NullMarked
package io.cascadeflow.budget.jdbc;

import org.jspecify.annotations.NullMarked;
