package io.cascadeflow.audit.trail.jdbc;

import static io.cascadeflow.budget.jdbc.Insert.Column.number;
import static io.cascadeflow.budget.jdbc.Insert.Column.text;

import io.cascadeflow.audit.trail.ChainEnd.Sealed;
import io.cascadeflow.audit.trail.DecisionRecord;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.budget.jdbc.Insert;
import io.cascadeflow.budget.jdbc.Micros;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.pricing.Usd;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the database.
 *
 * @param sought what it is found by; absent when it is not about a decision
 * @param at microseconds since 1970
 */
record EntryRow(
        long chain, long sequence, long at, @Nullable Sought sought, String entry) {

    static final Insert<EntryRow> INSERT = new Insert<>(
            "cascadeflow_audit",
            List.of(
                    number("chain", EntryRow::chain),
                    number("sequence", EntryRow::sequence),
                    number("decided_at", EntryRow::at),
                    text("id", row -> row.sought == null ? null : row.sought.id),
                    text("tenant", row -> row.sought == null ? null : row.sought.tenant),
                    text("cascade_name", row -> row.sought == null ? null : row.sought.cascade),
                    text("outcome", row -> row.sought == null ? null : row.sought.outcome),
                    number("cost_nanos", row -> row.sought == null ? null : row.sought.costNanos),
                    text("entry", EntryRow::entry)));

    static final String COLUMNS =
            "chain, sequence, decided_at, id, tenant, cascade_name, outcome, cost_nanos, entry FROM cascadeflow_audit ";

    /** What a decision is found by. */
    record Sought(
            @Nullable String id,
            @Nullable String tenant,
            @Nullable String cascade,
            String outcome,
            long costNanos) {

        static Sought of(Decision decision) {
            return new Sought(
                    DecisionRecord.nameOnRecord(decision.id()),
                    DecisionRecord.nameOnRecord(decision.attribution().tenant()),
                    DecisionRecord.nameOnRecord(decision.cascade()),
                    decision.outcome().toString(),
                    decision.totalCost().nanos());
        }

        static Sought of(KeptDecision decision) {
            return new Sought(
                    decision.text("id"),
                    decision.text("tenant"),
                    decision.text("cascade"),
                    String.valueOf(decision.text("outcome")),
                    Usd.of(String.valueOf(decision.text("totalCostUsd"))).nanos());
        }
    }

    static EntryRow of(long chain, Sealed sealed, Decision decision) {
        return new EntryRow(
                chain, sealed.after().next() - 1, Micros.of(decision.at()), Sought.of(decision), sealed.line());
    }

    static EntryRow read(ResultSet row) throws SQLException {
        String outcome = row.getString(7);
        Sought sought = outcome == null
                ? null
                : new Sought(row.getString(4), row.getString(5), row.getString(6), outcome, row.getLong(8));
        return new EntryRow(row.getLong(1), row.getLong(2), row.getLong(3), sought, row.getString(9));
    }

    KeptDecision.Place place() {
        return new KeptDecision.Place(at, chain, sequence);
    }

    /** Whether what it is found by is what it says. */
    boolean isFoundByWhatItSays() {
        KeptDecision decision = KeptDecision.read(entry, place()).orElse(null);
        return decision == null ? sought == null : Sought.of(decision).equals(sought) && Micros.of(decision.at()) == at;
    }
}
