package io.cascadeflow.audit.trail.jdbc;

import io.cascadeflow.audit.trail.AuditRecord;
import io.cascadeflow.audit.trail.AuditSink;
import io.cascadeflow.audit.trail.ChainEnd;
import io.cascadeflow.audit.trail.ChainEnd.Sealed;
import io.cascadeflow.audit.trail.DecisionRecord;
import io.cascadeflow.audit.trail.KeptDecisions;
import io.cascadeflow.audit.trail.Starts;
import io.cascadeflow.audit.trail.jdbc.EntryRow.Sought;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.jdbc.Micros;
import io.cascadeflow.budget.jdbc.Schema;
import io.cascadeflow.budget.jdbc.Transactions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records in a database, H2 or PostgreSQL, that several nodes may share: one statement for a batch, one chain for each
 * node and start. Its tables are created with the first batch, or by whoever reads before that, so that a database that is away at the
 * start is only told of.
 */
public final class JdbcSink implements AuditSink {

    private static final Schema SCHEMA = new Schema("the audit trail", "cascadeflow_audit_schema", JdbcSink.class, 1);

    private final Supplier<DataSource> database;
    private final String node;
    private final Clock clock;
    private final Retention retention;
    private @Nullable Transactions opened;
    private @Nullable OldEntries old;
    private @Nullable ChainRow chain;
    private boolean unsure;
    private volatile boolean readable;

    /**
     * @param database a pool of connections, such as the ledger's; asked for until it can be had
     * @param node who writes
     */
    public JdbcSink(Supplier<DataSource> database, String node, Clock clock, Retention retention) {
        this.database = database;
        this.node = String.valueOf(DecisionRecord.nameOnRecord(node));
        this.clock = clock;
        this.retention = retention;
    }

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public int append(List<? extends AuditRecord> records) throws IOException {
        try {
            Transactions transactions = opened == null ? open() : opened;
            ChainRow at = chain == null ? start(transactions) : chain;
            if (unsure) {
                ChainRow found = transactions.tryRun(connection ->
                        ChainRow.named(connection, at.end().chain()).orElseThrow());
                unsure = false;
                chain = found;
                if (found.end().next() > at.end().next()) {
                    return (int) (found.end().next() - at.end().next());
                }
            }
            write(transactions, at, records);
            removeOld(transactions);
            return records.size();
        } catch (SQLException e) {
            throw new IOException(
                    "the database of the audit trail failed (SQL state %s)".formatted(e.getSQLState()), e);
        } catch (LedgerException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Transactions open() throws SQLException {
        Transactions transactions = new Transactions(database.get()).writingAtOnce();
        SCHEMA.migrate(transactions, clock.instant());
        opened = transactions;
        return transactions;
    }

    private ChainRow start(Transactions transactions) throws SQLException {
        Instant now = clock.instant();
        ChainRow started = transactions.tryRun(connection -> start(connection, now));
        chain = started;
        return started;
    }

    private void removeOld(Transactions transactions) throws SQLException {
        OldEntries entries = old == null ? new OldEntries(transactions, clock, retention) : old;
        old = entries;
        entries.remove();
    }

    private ChainRow start(Connection connection, Instant now) throws SQLException {
        ChainEnd before = ChainRow.newestOf(connection, node).map(ChainRow::end).orElse(null);
        Sealed start = Starts.start(UUID.randomUUID().toString(), node, before, now);
        ChainEnd begin = ChainEnd.after(start.after().chain(), before == null ? ChainEnd.NOTHING : before.hash());
        long number = ChainRow.create(connection, begin, node, Micros.of(now)).number();
        EntryRow.INSERT.into(
                connection, List.of(new EntryRow(number, 0, Micros.of(now), Sought.NOTHING, start.line())));
        ChainRow.moveEnd(connection, number, begin, start.after());
        return new ChainRow(number, begin, start.after());
    }

    private void write(Transactions transactions, ChainRow at, List<? extends AuditRecord> records)
            throws SQLException {
        List<EntryRow> rows = new ArrayList<>(records.size());
        ChainEnd end = at.end();
        for (AuditRecord record : records) {
            Sealed sealed = end.seal(record.kind(), record.members());
            rows.add(EntryRow.of(at.number(), sealed, record));
            end = sealed.after();
        }
        ChainEnd after = end;
        // a commit whose answer is lost may have been made
        unsure = true;
        transactions.tryRun(connection -> {
            if (!ChainRow.moveEnd(connection, at.number(), at.end(), after)) {
                throw new SQLException("somebody else wrote to this node's chain");
            }
            return EntryRow.INSERT.into(connection, rows);
        });
        unsure = false;
        chain = new ChainRow(at.number(), at.keptFrom(), after);
    }

    @Override
    public Optional<KeptDecisions> kept() {
        return Optional.of(new JdbcTrail(this::reading));
    }

    /** Whoever reads before the first batch was written finds nothing, not a database without tables. */
    private Connection reading() throws SQLException {
        try {
            DataSource source = database.get();
            if (!readable) {
                SCHEMA.migrate(new Transactions(source).writingAtOnce(), clock.instant());
                readable = true;
            }
            return source.getConnection();
        } catch (LedgerException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    /** The pool of connections is not its own. */
    @Override
    public void close() {
        chain = null;
    }
}
