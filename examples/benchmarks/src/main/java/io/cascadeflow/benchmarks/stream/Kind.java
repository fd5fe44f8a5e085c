package io.cascadeflow.benchmarks.stream;

/** The transports to choose from. */
enum Kind {
    jdk,
    camel
}
