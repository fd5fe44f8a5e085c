package io.cascadeflow.benchmarks.measure;

/** The transports to choose from. */
public enum TransportKind {
    jdk,
    camel,
    vertx
}
