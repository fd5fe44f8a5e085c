package io.cascadeflow.camel.config;

import io.cascadeflow.audit.trail.KeptContent.Keep;
import io.cascadeflow.audit.trail.Room;
import io.cascadeflow.camel.config.LedgerConfiguration.Database;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where decisions are put on record, and how much of them.
 *
 * @param store in a database; absent when in none
 * @param file in files; absent when in none
 * @param endpoint the Camel endpoint that each is sent to; absent when to none
 * @param content how much of questions and answers is kept
 * @param room how many may wait for each of those, and what becomes of more
 * @param retention how long they are kept, whole days; absent: for ever, or as long as files are
 */
public record AuditConfiguration(
        @Nullable Store store,
        @Nullable Files file,
        @Nullable String endpoint,
        Keep content,
        Room room,
        @Nullable Duration retention) {

    /**
     * A database.
     *
     * @param own absent: the ledger's
     * @param mostRecords how many entries stay; absent: all
     */
    public record Store(@Nullable Database own, @Nullable Long mostRecords) {}

    /**
     * A file and those put aside before it.
     *
     * @param path of the one that is written
     * @param maxBytes from which on the next one begins
     * @param keep how many are kept beside it
     */
    public record Files(String path, long maxBytes, int keep) {}

    /** Whether the ledger's database is needed. */
    public boolean inLedger() {
        return store != null && store.own() == null;
    }
}
