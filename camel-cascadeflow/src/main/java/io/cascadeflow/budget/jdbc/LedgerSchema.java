package io.cascadeflow.budget.jdbc;

/** The ledger's tables. */
final class LedgerSchema {

    static final Schema SCHEMA = new Schema("the ledger", "cascadeflow_schema", LedgerSchema.class, 1);

    private LedgerSchema() {}
}
