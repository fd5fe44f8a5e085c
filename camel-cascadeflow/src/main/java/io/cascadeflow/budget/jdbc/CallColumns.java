package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.jdbc.Insert.Column;
import io.cascadeflow.model.ModelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which call a row is about, in columns that live holds and lines share. */
final class CallColumns {

    static final String NAMES =
            "owner, decision, attempt, model, tenant, user_name, project, run_id, cascade_name, tier, domain_name, call_role, other_facts";

    private static final List<String> FACTS =
            List.of("tenant", "user_name", "project", "run_id", "cascade_name", "tier", "domain_name", "call_role");

    private CallColumns() {}

    static List<Column<StoredHold>> columns() {
        List<Column<StoredHold>> columns = new ArrayList<>();
        columns.add(Column.text("owner", StoredHold::owner));
        columns.add(Column.text("decision", hold -> hold.call().decision()));
        columns.add(new Column<>("attempt", "INT", hold -> hold.call().attempt()));
        columns.add(Column.text("model", hold -> hold.call().model().toString()));
        for (int i = 0; i < FACTS.size(); i++) {
            String fact = CallRef.KNOWN.get(i);
            columns.add(Column.text(FACTS.get(i), hold -> hold.call().facts().get(fact)));
        }
        columns.add(Column.text("other_facts", hold -> others(hold.call().facts())));
        return columns;
    }

    static CallRef read(ResultSet row) throws SQLException {
        Map<String, String> facts = new HashMap<>();
        for (int i = 0; i < FACTS.size(); i++) {
            String value = row.getString(FACTS.get(i));
            if (value != null) {
                facts.put(CallRef.KNOWN.get(i), value);
            }
        }
        String others = row.getString("other_facts");
        if (others != null) {
            others.lines().forEach(line -> facts.put(before(line), after(line)));
        }
        return new CallRef(
                row.getString("decision"), row.getInt("attempt"), ModelId.parse(row.getString("model")), facts);
    }

    /** Neither names nor values have control characters, so those separate them. */
    private static @Nullable String others(Map<String, String> facts) {
        if (CallRef.KNOWN.containsAll(facts.keySet())) {
            return null;
        }
        return facts.entrySet().stream()
                .filter(fact -> !CallRef.KNOWN.contains(fact.getKey()))
                .map(fact -> fact.getKey() + '\t' + fact.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static String before(String line) {
        return line.substring(0, line.indexOf('\t'));
    }

    private static String after(String line) {
        return line.substring(line.indexOf('\t') + 1);
    }
}
