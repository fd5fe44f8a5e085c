package io.cascadeflow.audit.trail;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where records are kept, as links of a chain of the sink's own. For one thread at a time. */
public interface AuditSink extends AutoCloseable {

    /** For logs and figures: one of a few words, such as {@code file}. */
    String name();

    /**
     * Keeps records, in their order, and may wait as long as that takes. Once this returns, a killed process loses nothing of
     * what was kept.
     *
     * @param records at least one
     * @return how many of them, from the first on, are kept: at least one. The others are given again
     * @throws IOException when none is kept: all are given again
     */
    int append(List<? extends AuditRecord> records) throws IOException;

    /** Keeps one record. */
    @FunctionalInterface
    interface Keeper {
        void keep(AuditRecord record) throws IOException;
    }

    /** For sinks that keep one record after the other: what {@link #append} has to return, and to throw. */
    static int oneByOne(List<? extends AuditRecord> records, Keeper keeper) throws IOException {
        int kept = 0;
        for (AuditRecord record : records) {
            try {
                keeper.keep(record);
            } catch (IOException e) {
                if (kept == 0) {
                    throw e;
                }
                return kept;
            }
            kept++;
        }
        return kept;
    }

    /** Reads what it keeps; empty when that cannot be read again. */
    default Optional<KeptDecisions> kept() {
        return Optional.empty();
    }

    @Override
    void close() throws IOException;
}
