package io.cascadeflow.agent.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A run and those around it. An id tells all of them, so that it can travel in one header: {@code case-7>research} is a run
 * {@code research} within the run {@code case-7}. Immutable.
 *
 * @param ids whole ids, the outermost first; never empty
 */
public record RunPath(List<String> ids) {

    private static final String WITHIN = ">";

    public RunPath {
        ids = List.copyOf(ids);
    }

    /** @throws IllegalArgumentException when a name in it is blank */
    public static RunPath of(String id) {
        List<String> names =
                Arrays.stream(id.split(WITHIN, -1)).map(String::strip).toList();
        if (names.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    "the id of a run, '%s', has a blank name in it; write case-7, or case-7>research for a run within it"
                            .formatted(id));
        }
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= names.size(); i++) {
            ids.add(String.join(WITHIN, names.subList(0, i)));
        }
        return new RunPath(ids);
    }

    /** The id of a run within this one. */
    public RunPath child(String name) {
        return of(id() + WITHIN + name);
    }

    public String id() {
        return ids.get(ids.size() - 1);
    }

    public String outermost() {
        return ids.get(0);
    }

    /** How many runs are around it. */
    public int depth() {
        return ids.size() - 1;
    }

    /** Whether a run is this one or within it. */
    static boolean contains(String outer, String run) {
        return run.equals(outer) || run.startsWith(outer + WITHIN);
    }
}
