/** The audit trail: every decision on record, chained so that a change shows, in files, databases and wherever a sink leads. */
@NullMarked
package io.cascadeflow.audit.trail;

import org.jspecify.annotations.NullMarked;
