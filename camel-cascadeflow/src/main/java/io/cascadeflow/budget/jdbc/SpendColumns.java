package io.cascadeflow.budget.jdbc;

import static java.util.Map.entry;

import io.cascadeflow.budget.report.SpendKey;
import io.cascadeflow.budget.report.SpendQuery;
import java.util.Map;

/** The keys of reports as the database computes them; {@code e} is a line and {@code a} an account of it. */
final class SpendColumns {

    private static final String CHARGED = "COALESCE(e.charged_model, e.model)";

    private static final Map<SpendKey, String> SQL = Map.ofEntries(
            entry(SpendKey.TENANT, orEmpty("e.tenant")),
            entry(SpendKey.USER, orEmpty("e.user_name")),
            entry(SpendKey.PROJECT, orEmpty("e.project")),
            entry(SpendKey.RUN, orEmpty("e.run_id")),
            entry(SpendKey.CASCADE, orEmpty("e.cascade_name")),
            entry(SpendKey.TIER, orEmpty("e.tier")),
            entry(SpendKey.DOMAIN, orEmpty("e.domain_name")),
            entry(SpendKey.ROLE, orEmpty("e.call_role")),
            entry(SpendKey.PROVIDER, "SUBSTRING(%1$s FROM 1 FOR POSITION(':' IN %1$s) - 1)".formatted(CHARGED)),
            entry(SpendKey.MODEL, CHARGED),
            entry(SpendKey.ASKED_MODEL, "e.model"),
            entry(SpendKey.CHARGE_SOURCE, "LOWER(%s)".formatted(orEmpty("e.charge_source"))),
            entry(SpendKey.STATUS, "LOWER(e.status)"),
            entry(SpendKey.DECISION, "e.decision"),
            entry(SpendKey.OWNER, "e.owner"),
            entry(SpendKey.BUDGET, orEmpty("a.budget")),
            entry(SpendKey.BUDGET_VALUE, orEmpty("a.key_value")),
            entry(SpendKey.BUDGET_WINDOW, orEmpty("a.window_id")));

    private SpendColumns() {}

    /** Whether the database can answer the query. */
    static boolean hasAll(SpendQuery query) {
        return SQL.keySet().containsAll(query.by())
                && SQL.keySet().containsAll(query.where().keySet());
    }

    static String of(SpendKey key) {
        String sql = SQL.get(key);
        if (sql == null) {
            throw new IllegalArgumentException("'%s' has no column".formatted(key.text()));
        }
        return sql;
    }

    private static String orEmpty(String column) {
        return "COALESCE(%s, '')".formatted(column);
    }
}
