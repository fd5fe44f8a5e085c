package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.LedgerException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;

/** Runs work in a transaction of its own, again when the database gave it up in favour of another. */
public final class Transactions {

    private static final int TRIES = 20;

    /** A state for which a transaction is made again. */
    static final String MADE_AGAIN = "40001";

    /** Serialization failure and deadlock (both databases), lock timeout and concurrent update (H2). */
    private static final Set<String> TRY_AGAIN = Set.of(MADE_AGAIN, "40P01", "HYT00", "90131");

    private static final String TURN = "SELECT version FROM cascadeflow_schema WHERE version = 1 FOR UPDATE";

    /** H2's own default; a file keeps what it was once told. */
    private static final int WRITE_DELAY_MILLIS = 500;

    private static final int NUMBERS = 4096;
    private static final String AT_HAND =
            "SELECT identity_cache FROM information_schema.columns WHERE table_name = 'CASCADEFLOW_ENTRY' AND column_name = 'SEQUENCE'";

    private final DataSource dataSource;
    private final boolean writesAtOnce;
    private final boolean oneAtATime;

    /** What is done in a transaction. It is committed when this returns, and rolled back when it throws. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    public Transactions(DataSource dataSource) {
        this(dataSource, false, false);
    }

    private Transactions(DataSource dataSource, boolean writesAtOnce, boolean oneAtATime) {
        this.dataSource = dataSource;
        this.writesAtOnce = writesAtOnce;
        this.oneAtATime = oneAtATime;
    }

    /** @throws LedgerException when the database cannot be reached */
    static Transactions ofLedger(DataSource dataSource) {
        try {
            return new Transactions(dataSource).writingAtOnce();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * The same, one after the other, over all connections to the database. H2 2.3 needs that: when a transaction that changed
     * a row is rolled back while others wait for the row, it can lose what another has committed there.
     */
    Transactions oneAtATime() {
        return new Transactions(dataSource, writesAtOnce, true);
    }

    /**
     * Runs the work and says it plainly when that fails.
     *
     * @throws LedgerException when the database does not do it
     */
    <T> T run(Work<T> work) {
        try {
            return tryRun(work);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Reads, each statement for itself, and waits for nobody.
     *
     * @throws LedgerException when the database does not do it
     */
    <T> T read(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.in(connection);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static LedgerException failure(SQLException cause) {
        return new LedgerException(
                "the ledger's database failed (SQL state %s), so nothing may be spent: bring it back, then try again"
                        .formatted(cause.getSQLState()),
                cause);
    }

    /** Runs the work, and fails as the database does. */
    public <T> T tryRun(Work<T> work) throws SQLException {
        for (int i = 1; ; i++) {
            try {
                return once(work);
            } catch (SQLException e) {
                if (i == TRIES || !isOneOf(TRY_AGAIN, e)) {
                    throw e;
                }
            }
        }
    }

    /** Some pools throw exceptions without a state. */
    static boolean isOneOf(Set<String> states, SQLException e) {
        String state = e.getSQLState();
        return state != null && states.contains(state);
    }

    /** Says that the transaction is to be made again. */
    static SQLException again(String why, SQLException cause) {
        return new SQLException(why, MADE_AGAIN, cause);
    }

    public static boolean isUniqueViolation(SQLException e) {
        return "23505".equals(e.getSQLState());
    }

    /**
     * The same, so that what is committed outlives the process. H2 writes half a second later by default, and a process that is
     * killed would lose it: there, each commit is followed by a checkpoint. Telling H2 to write without delay would switch off
     * the thread that clears up behind: its file, and the memory for the file's chunks, would grow with every commit.
     */
    public Transactions writingAtOnce() throws SQLException {
        return tryRun(Transactions::isDelayedByH2) ? new Transactions(dataSource, true, oneAtATime) : this;
    }

    boolean isH2() {
        return writesAtOnce;
    }

    private static boolean isDelayedByH2(Connection connection) throws SQLException {
        boolean isH2 = "H2".equals(connection.getMetaData().getDatabaseProductName());
        if (isH2) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET WRITE_DELAY " + WRITE_DELAY_MILLIS);
            }
        }
        return isH2;
    }

    /**
     * H2 writes a sequence down, in a commit of its own, as often as it has given out what it keeps at hand: 32 numbers by
     * default. Numbers at hand are lost when a process is killed: there is a gap then, and the order stays. All connections
     * to an H2 database share them, which those to PostgreSQL would not.
     */
    static boolean keepNumbersAtHand(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(AT_HAND)) {
            boolean few = row.next() && row.getLong(1) < NUMBERS;
            if (few) {
                statement.execute("ALTER TABLE cascadeflow_entry ALTER COLUMN sequence SET CACHE " + NUMBERS);
            }
            return few;
        }
    }

    private <T> T once(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                awaitTurn(connection);
                T result = work.in(connection);
                connection.commit();
                connection.setAutoCommit(true);
                writeDown(connection);
                return result;
            } catch (SQLException | RuntimeException e) {
                undo(connection, e);
                throw e;
            }
        }
    }

    private void awaitTurn(Connection connection) throws SQLException {
        if (oneAtATime) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(TURN);
            }
        }
    }

    private void writeDown(Connection connection) throws SQLException {
        if (writesAtOnce) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT");
            }
        }
    }

    private static void undo(Connection connection, Exception cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
