package io.cascadeflow.camel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests with a fresh {@link ProbeContext} each. */
class ProbeFixture {

    static final String M = "cascadeflow:probe:m";

    ProbeContext context;

    @BeforeEach
    void start() {
        context = new ProbeContext();
    }

    @AfterEach
    void stop() {
        context.close();
    }
}
