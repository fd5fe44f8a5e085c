package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.Tree.Branch;
import io.cascadeflow.camel.config.Tree.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keys of properties as people write them there: {@code accept-above} for {@code acceptAbove}, and {@code acceptabove}, which
 * is all that is left of it in the name of an environment variable. In files, keys are written in one way.
 */
final class RelaxedKeys {

    private RelaxedKeys() {}

    /** The same group with its keys as they are known; the same key in two spellings is a problem. */
    static Branch of(Branch branch, List<String> known, Problems problems) {
        if (!branch.place().isProperty()) {
            return branch;
        }
        List<Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Entry entry : branch.entries()) {
            String key = known(entry.key(), known);
            if (seen.add(key)) {
                entries.add(new Entry(key, entry.place(), entry.value()));
            } else {
                problems.add(entry.place(), "'%s' is there twice, in two spellings; keep one", key);
            }
        }
        return new Branch(entries, branch.place());
    }

    private static String known(String key, List<String> known) {
        return known.contains(key)
                ? key
                : known.stream()
                        .filter(candidate -> plain(candidate).equals(plain(key)))
                        .findFirst()
                        .orElse(key);
    }

    private static String plain(String key) {
        return key.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
