package io.cascadeflow.camel.gateway.keys.jdbc;

import io.cascadeflow.budget.jdbc.Micros;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.KeyHash;
import io.cascadeflow.camel.gateway.keys.RateLimits;
import io.cascadeflow.camel.gateway.keys.StoredKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of {@code cascadeflow_key}. */
final class KeyRows {

    private static final String COLUMNS =
            "id, hash, tenant, project, user_name, budgets, models, requests_per_minute, concurrent_requests, label, created_at, expires_at, revoked_at";
    private static final String FIND = "SELECT " + COLUMNS + " FROM cascadeflow_key WHERE id = ?";
    private static final String LIST = "SELECT " + COLUMNS + " FROM cascadeflow_key WHERE id > ? ORDER BY id LIMIT ?";
    private static final String ADD =
            "INSERT INTO cascadeflow_key (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String REVOKE =
            "UPDATE cascadeflow_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";

    private KeyRows() {}

    static Optional<StoredKey> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, id);
            return read(select).stream().findFirst();
        }
    }

    static List<StoredKey> list(Connection connection, String after, int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LIST)) {
            select.setString(1, after);
            select.setInt(2, most);
            return read(select);
        }
    }

    static void revoke(Connection connection, String id, Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(REVOKE)) {
            update.setLong(1, Micros.of(at));
            update.setString(2, id);
            update.executeUpdate();
        }
    }

    static void add(Connection connection, StoredKey key) throws SQLException {
        Caller caller = key.caller();
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setString(1, key.id());
            insert.setString(2, key.hash().text());
            insert.setString(3, caller.tenant());
            insert.setString(4, caller.project());
            insert.setString(5, caller.user());
            insert.setString(6, String.join("\n", caller.budgets()));
            insert.setString(7, String.join("\n", caller.models()));
            insert.setObject(8, caller.limits().requestsPerMinute(), Types.INTEGER);
            insert.setObject(9, caller.limits().concurrentRequests(), Types.INTEGER);
            insert.setString(10, key.label());
            insert.setObject(11, micros(key.created()), Types.BIGINT);
            insert.setObject(12, micros(key.expires()), Types.BIGINT);
            insert.setObject(13, micros(key.revoked()), Types.BIGINT);
            insert.executeUpdate();
        }
    }

    private static List<StoredKey> read(PreparedStatement select) throws SQLException {
        List<StoredKey> keys = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                keys.add(key(rows));
            }
        }
        return keys;
    }

    private static StoredKey key(ResultSet row) throws SQLException {
        try {
            return new StoredKey(
                    caller(row),
                    KeyHash.parse(row.getString("hash")).orElseThrow(),
                    row.getString("label"),
                    instant(row, "created_at"),
                    instant(row, "expires_at"),
                    instant(row, "revoked_at"));
        } catch (RuntimeException e) {
            throw new SQLException(
                    "the row of the key %s in cascadeflow_key is not as this program writes them"
                            .formatted(row.getString("id")),
                    e);
        }
    }

    private static Caller caller(ResultSet row) throws SQLException {
        RateLimits limits = new RateLimits(
                row.getObject("requests_per_minute", Integer.class),
                row.getObject("concurrent_requests", Integer.class));
        return new Caller(
                row.getString("id"),
                row.getString("tenant"),
                row.getString("project"),
                row.getString("user_name"),
                row.getString("budgets").lines().toList(),
                row.getString("models").lines().toList(),
                limits);
    }

    private static @Nullable Long micros(@Nullable Instant instant) {
        return instant == null ? null : Micros.of(instant);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : Micros.toInstant(micros);
    }
}
