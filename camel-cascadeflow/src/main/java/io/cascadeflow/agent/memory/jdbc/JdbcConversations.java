package io.cascadeflow.agent.memory.jdbc;

import io.cascadeflow.agent.memory.ConversationKey;
import io.cascadeflow.agent.memory.ConversationMemory;
import io.cascadeflow.agent.memory.Turn;
import io.cascadeflow.budget.jdbc.Schema;
import io.cascadeflow.budget.jdbc.Transactions;
import io.cascadeflow.provider.recorded.MessageJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Conversations in a database, for all nodes that share it: H2 or PostgreSQL. What is kept is what was said, in clear; thoughts of
 * models are not. Thread-safe.
 */
public final class JdbcConversations implements ConversationMemory {

    private static final Schema SCHEMA =
            new Schema("the memory of conversations", "cascadeflow_turn_schema", JdbcConversations.class, 1);

    /** Two nodes may keep a turn of the same conversation at once. */
    private static final int TRIES = 20;

    private static final String READ =
            "SELECT turn, messages FROM cascadeflow_turn WHERE tenant = ? AND conversation = ? ORDER BY number DESC LIMIT ?";
    private static final String KNOWN =
            "SELECT 1 FROM cascadeflow_turn WHERE tenant = ? AND conversation = ? AND turn = ?";
    private static final String FIND =
            "SELECT messages FROM cascadeflow_turn WHERE tenant = ? AND conversation = ? AND turn = ?";
    private static final String ADD =
            "INSERT INTO cascadeflow_turn (tenant, conversation, number, turn, kept_at, messages)"
                    + " SELECT ?, ?, COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM cascadeflow_turn WHERE tenant = ? AND conversation = ?";
    private static final String FORGET = "DELETE FROM cascadeflow_turn WHERE tenant = ? AND conversation = ?";
    private static final String FORGET_OLD = "DELETE FROM cascadeflow_turn WHERE kept_at < ?";

    private final Transactions transactions;
    private final Clock clock;

    /**
     * Creates the table where there is none.
     *
     * @throws io.cascadeflow.budget.LedgerException when it cannot be created or read
     */
    public JdbcConversations(DataSource database, Clock clock) {
        this.transactions = new Transactions(database);
        this.clock = clock;
        SCHEMA.migrate(transactions, clock.instant());
    }

    @Override
    public List<Turn> read(ConversationKey key, int most) {
        return run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(READ)) {
                set(statement, 1, key);
                statement.setInt(3, most);
                List<Turn> turns = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        turns.add(new Turn(rows.getString(1), MessageJson.readAll(rows.getString(2))));
                    }
                }
                Collections.reverse(turns);
                return turns;
            }
        });
    }

    @Override
    public Optional<Turn> find(ConversationKey key, String turn) {
        return run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(FIND)) {
                set(statement, 1, key);
                statement.setString(3, turn);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Turn(turn, MessageJson.readAll(rows.getString(1))))
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public void add(ConversationKey key, Turn turn) {
        String messages = MessageJson.writeAll(turn.messages());
        for (int i = 1; ; i++) {
            try {
                transactions.tryRun(
                        connection -> isKnown(connection, key, turn) ? 0 : insert(connection, key, turn, messages));
                return;
            } catch (SQLException e) {
                if (i == TRIES || !Transactions.isUniqueViolation(e)) {
                    throw failure(e);
                }
            }
        }
    }

    private static boolean isKnown(Connection connection, ConversationKey key, Turn turn) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            set(statement, 1, key);
            statement.setString(3, turn.id());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private int insert(Connection connection, ConversationKey key, Turn turn, String messages) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            set(statement, 1, key);
            statement.setString(3, turn.id());
            statement.setLong(4, micros(clock.instant()));
            statement.setString(5, messages);
            set(statement, 6, key);
            return statement.executeUpdate();
        }
    }

    @Override
    public void forget(ConversationKey key) {
        run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
                set(statement, 1, key);
                return statement.executeUpdate();
            }
        });
    }

    /**
     * Forgets turns that were kept before a point in time.
     *
     * @return how many
     */
    public int forgetBefore(Instant time) {
        return run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(FORGET_OLD)) {
                statement.setLong(1, micros(time));
                return statement.executeUpdate();
            }
        });
    }

    private <T> T run(Transactions.Work<T> work) {
        try {
            return transactions.tryRun(work);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static IllegalStateException failure(SQLException e) {
        return new IllegalStateException(
                "the database of conversations does not answer (SQL state %s)".formatted(e.getSQLState()), e);
    }

    private static void set(PreparedStatement statement, int at, ConversationKey key) throws SQLException {
        statement.setString(at, key.tenant());
        statement.setString(at + 1, key.id());
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
