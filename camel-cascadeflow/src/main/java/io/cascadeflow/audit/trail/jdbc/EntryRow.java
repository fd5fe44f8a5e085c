package io.cascadeflow.audit.trail.jdbc;

import static io.cascadeflow.budget.jdbc.Insert.Column.number;
import static io.cascadeflow.budget.jdbc.Insert.Column.text;

import io.cascadeflow.audit.trail.AuditRecord;
import io.cascadeflow.audit.trail.ChainEnd.Sealed;
import io.cascadeflow.audit.trail.DecisionRecord;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.audit.trail.KeptToolCall;
import io.cascadeflow.audit.trail.ToolRecord;
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
 * @param sought what it is found by
 * @param at microseconds since 1970
 */
record EntryRow(long chain, long sequence, long at, Sought sought, String entry) {

    static final Insert<EntryRow> INSERT = new Insert<>(
            "cascadeflow_audit",
            List.of(
                    number("chain", EntryRow::chain),
                    number("sequence", EntryRow::sequence),
                    number("decided_at", EntryRow::at),
                    text("id", row -> row.sought.id),
                    text("tenant", row -> row.sought.tenant),
                    text("cascade_name", row -> row.sought.cascade),
                    text("outcome", row -> row.sought.outcome),
                    number("cost_nanos", row -> row.sought.costNanos),
                    text("entry", EntryRow::entry)));

    static final String COLUMNS =
            "chain, sequence, decided_at, id, tenant, cascade_name, outcome, cost_nanos, entry FROM cascadeflow_audit ";

    /**
     * What an entry is found by: a decision by all of it, a call of a tool by the decision that it belongs to, or by its run where
     * there is none. A cost is what tells decisions from all else.
     */
    record Sought(
            @Nullable String id,
            @Nullable String tenant,
            @Nullable String cascade,
            @Nullable String outcome,
            @Nullable Long costNanos) {

        static final Sought NOTHING = new Sought(null, null, null, null, null);

        static Sought of(AuditRecord record) {
            if (record instanceof ToolRecord called) {
                String run = called.attribution().runId();
                return byId(DecisionRecord.nameOnRecord(called.id() == null ? run : called.id()));
            }
            Decision decision = ((DecisionRecord) record).decision();
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

        static Sought of(KeptToolCall called) {
            return byId(called.belongsTo());
        }

        private static Sought byId(@Nullable String id) {
            return new Sought(id, null, null, null, null);
        }
    }

    static EntryRow of(long chain, Sealed sealed, AuditRecord record) {
        return new EntryRow(chain, sealed.after().next() - 1, Micros.of(record.at()), Sought.of(record), sealed.line());
    }

    static EntryRow read(ResultSet row) throws SQLException {
        long cost = row.getLong(8);
        Long costNanos = row.wasNull() ? null : cost;
        Sought sought = new Sought(row.getString(4), row.getString(5), row.getString(6), row.getString(7), costNanos);
        return new EntryRow(row.getLong(1), row.getLong(2), row.getLong(3), sought, row.getString(9));
    }

    KeptDecision.Place place() {
        return new KeptDecision.Place(at, chain, sequence);
    }

    /** Whether what it is found by is what it says. */
    boolean isFoundByWhatItSays() {
        KeptDecision decision = KeptDecision.read(entry, place()).orElse(null);
        if (decision != null) {
            return Sought.of(decision).equals(sought) && Micros.of(decision.at()) == at;
        }
        KeptToolCall called = KeptToolCall.read(entry).orElse(null);
        return called == null
                ? sought.equals(Sought.NOTHING)
                : Sought.of(called).equals(sought) && Micros.of(called.at()) == at;
    }
}
