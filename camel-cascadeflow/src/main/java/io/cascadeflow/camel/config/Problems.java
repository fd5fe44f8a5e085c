package io.cascadeflow.camel.config;

import io.cascadeflow.camel.ConfigurationException;
import io.cascadeflow.camel.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that all of it can be told at once. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(Place place, String message, Object... arguments) {
        found.add(place.problem(message.formatted(arguments)));
    }

    /** Those of a text that was read for what is written here. */
    void addAll(Place place, String of, Problems others) {
        others.found.forEach(problem -> add(place, "%s: %s", of, problem.message()));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
            throw new ConfigurationException(found);
        }
    }
}
