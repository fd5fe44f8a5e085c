package io.cascadeflow.benchmarks.stream;

import java.util.Arrays;
import java.util.stream.Stream;

/** The options of a command in a test. */
final class Options {

    private Options() {}

    static String[] with(String[] options, String... further) {
        return Stream.concat(Arrays.stream(options), Arrays.stream(further)).toArray(String[]::new);
    }
}
