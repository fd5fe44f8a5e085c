package io.cascadeflow.camel.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configured ledger.
 *
 * @param storage where it is kept
 * @param failOpen whether calls are made when the ledger cannot be reached; they are refused otherwise
 * @param leases whether a node takes a slice of a budget to grant from, which is faster
 * @param retention how long entries are kept, whole days; absent: for ever
 */
public record LedgerConfiguration(
        Storage storage,
        boolean failOpen,
        boolean leases,
        @Nullable Duration retention) {

    /** Where a ledger is kept. */
    public sealed interface Storage {}

    /**
     * In a database.
     *
     * @param url of JDBC; it may hold a password
     * @param username absent when the address says
     * @param password absent when the address says
     */
    public record Database(
            String url, @Nullable String username, @Nullable String password) implements Storage {

        /** Without the password, and the address's options, which may hold one. */
        @Override
        public String toString() {
            return "Database[url=%s, username=%s]".formatted(url.split("[?;]", 2)[0], username);
        }
    }

    /**
     * In the database behind a bean.
     *
     * @param reference such as {@code #orders}
     */
    public record DataSourceBean(String reference) implements Storage {}

    /** In memory: all is forgotten when the process ends. */
    public record Memory() implements Storage {}
}
