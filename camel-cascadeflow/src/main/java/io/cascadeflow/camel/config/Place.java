package io.cascadeflow.camel.config;

import io.cascadeflow.camel.ConfigurationException.Problem;

/**
 * Where something is written.
 *
 * @param source the file, or {@code property}
 * @param line from 1; 0 for properties
 * @param column from 1; 0 for properties
 * @param path such as {@code cascades.support.tiers[0]}; empty for the whole
 */
record Place(String source, int line, int column, String path) {

    static final String PROPERTY = "property";

    Place key(String key) {
        String simple = key.matches("[\\w-]+") ? "." + key : "[" + key + "]";
        return new Place(source, line, column, path.isEmpty() && simple.startsWith(".") ? key : path + simple);
    }

    Place item(int index) {
        return new Place(source, line, column, path + "[" + index + "]");
    }

    Place at(int newLine, int newColumn) {
        return new Place(source, newLine, newColumn, path);
    }

    Problem problem(String message) {
        return new Problem(source, line, column, path, message);
    }

    /** Whether it is written in properties, and not in a file. */
    boolean isProperty() {
        return line == 0 && PROPERTY.equals(source);
    }

    /** For a price's provenance: the file and line, or the property. */
    @Override
    public String toString() {
        return line > 0 ? "%s, line %d".formatted(source, line) : "%s %s".formatted(source, path);
    }
}
