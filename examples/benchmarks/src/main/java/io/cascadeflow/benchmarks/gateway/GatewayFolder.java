package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.measure.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a gateway that is measured has its configuration, its ledger and audit trail, and its journal.
 *
 * @param keep whether it stays when this is closed
 */
record GatewayFolder(Path path, boolean keep) implements AutoCloseable {

    static final String CASCADE = "cascadeflow/bench";
    static final String FAULTY = "cascadeflow/faulty";
    static final String MODEL = "compatible:small";
    static final String BUDGET = "company";
    static final String LIMIT = "1000000";

    /**
     * Writes the configuration: a cascade of two tiers, one for faults, a budget on a ledger in a file, and the audit trail beside it.
     *
     * @param measured which gateway that is
     * @param provider the base URL of both models
     * @param options further options of their endpoints, such as {@code requestTimeout=3s}
     */
    static GatewayFolder make(GatewayOptions measured, String provider, String options) throws IOException {
        Path path = Files.createTempDirectory("cascadeflow-gateway");
        Files.writeString(path.resolve("cascadeflow.yaml"), """
                models:
                  "compatible:small": {input: 0.15, output: 0.60}
                  "compatible:large": {input: 2.50, output: 10.00}
                cascades:
                  bench:
                    tiers:
                      - {name: small, uri: "cascadeflow:compatible:small?transport=%6$s&baseUrl=%1$s&%2$s", acceptAbove: 0.6}
                      - {name: large, uri: "cascadeflow:compatible:large?transport=%6$s&baseUrl=%1$s&%2$s"}
                  # its faults reach the provider every time, and open no breaker that others share
                  faulty:
                    tiers:
                      - {name: small, uri: "cascadeflow:compatible:small?transport=%6$s&breaker=false&baseUrl=%1$s&%2$s", acceptAbove: 0.6}
                      - {name: large, uri: "cascadeflow:compatible:large?transport=%6$s&breaker=false&baseUrl=%1$s&%2$s"}
                budgets: [{name: %3$s, limit: %4$s, window: total}]
                ledger: {url: "%5$s"}
                audit: {jdbc: true}
                """.formatted(
                        provider, options, BUDGET, LIMIT, url(path), measured.transport()));
        return new GatewayFolder(path, measured.keep());
    }

    private static String url(Path path) {
        return "jdbc:h2:file:" + path.resolve("ledger");
    }

    /** The address of its ledger, for whoever opens it once the gateway has stopped. */
    String ledgerUrl() {
        return url(path);
    }

    Path configuration() {
        return path.resolve("cascadeflow.yaml");
    }

    Path portFile() {
        return path.resolve("port");
    }

    /** What the gateway prints: one line for each request, too. */
    Path journal() {
        return path.resolve("journal.jsonl");
    }

    @Override
    public void close() throws IOException {
        if (keep) {
            System.err.println("the gateway's files are in " + path);
            return;
        }
        new TemporaryFolder(path).close();
    }
}
