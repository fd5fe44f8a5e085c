/** The audit trail in a database: H2, or PostgreSQL for several nodes. */
@NullMarked
package io.cascadeflow.audit.trail.jdbc;

import org.jspecify.annotations.NullMarked;
