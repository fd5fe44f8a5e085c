package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.SafetyFactors;
import io.cascadeflow.budget.SafetyFactors.Learned;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The learned safety factors in the database. Where several nodes learn about one provider, the last to save has the say. */
final class FactorRows {

    private static final double SCALE = 10_000;
    private static final int LONGEST_RATIO = 18;
    private static final int MOST_TEXT = 20_000;

    private final Transactions transactions;
    private final SafetyFactors factors = new SafetyFactors();
    private final Map<String, Long> saved = new HashMap<>();

    private FactorRows(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Reads what was saved before. */
    static FactorRows load(Transactions transactions) {
        FactorRows rows = new FactorRows(transactions);
        Map<String, String> texts = transactions.run(FactorRows::read);
        texts.forEach((provider, text) -> rows.factors.restore(provider, ratios(text)));
        rows.factors.learned().forEach((provider, learned) -> rows.saved.put(provider, learned.version()));
        return rows;
    }

    SafetyFactors factors() {
        return factors;
    }

    /** Writes what was learned since the last time. */
    synchronized void save() {
        factors.learned().forEach((provider, learned) -> {
            if (saved.getOrDefault(provider, 0L) != learned.version()) {
                transactions.run(connection -> write(connection, provider, text(learned)));
                saved.put(provider, learned.version());
            }
        });
    }

    private static Map<String, String> read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT provider, ratios FROM cascadeflow_factor");
                ResultSet rows = select.executeQuery()) {
            Map<String, String> texts = new HashMap<>();
            while (rows.next()) {
                texts.put(rows.getString(1), rows.getString(2));
            }
            return texts;
        }
    }

    private static int write(Connection connection, String provider, String text) throws SQLException {
        int rows = write(connection, "UPDATE cascadeflow_factor SET ratios = ? WHERE provider = ?", provider, text);
        return rows == 1
                ? rows
                : write(connection, "INSERT INTO cascadeflow_factor (ratios, provider) VALUES (?, ?)", provider, text);
    }

    /** Another node may insert the row at the same moment: then it is there when this is made again. */
    private static int write(Connection connection, String sql, String provider, String text) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(sql)) {
            write.setString(1, text);
            write.setString(2, provider);
            return write.executeUpdate();
        } catch (SQLException e) {
            throw Transactions.isUniqueViolation(e) ? Transactions.again("the row is there already", e) : e;
        }
    }

    private static List<Double> ratios(String text) {
        return Arrays.stream(text.split(",", -1))
                .filter(ratio -> !ratio.isBlank())
                .map(ratio -> Long.parseLong(ratio) / SCALE)
                .toList();
    }

    /** The newest ratios that fit the column. */
    private static String text(Learned learned) {
        StringBuilder text = new StringBuilder();
        List<Double> ratios = learned.ratios();
        for (int i = ratios.size() - 1; i >= 0 && text.length() + LONGEST_RATIO < MOST_TEXT; i--) {
            text.insert(0, text.isEmpty() ? "" : ",").insert(0, Math.round(Math.ceil(ratios.get(i) * SCALE)));
        }
        return text.toString();
    }
}
