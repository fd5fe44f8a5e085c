package io.cascadeflow.audit.trail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where a chain goes on. Each entry holds the hash of the one before, so none can be changed, taken out, put in or moved
 * without all that follow being made anew. Immutable.
 *
 * @param chain its name: one for each node and start
 * @param next the sequence number of the next entry, from 0 on
 * @param hash of the last entry, in hexadecimal; of a chain without one, what its first entry goes on from
 */
public record ChainEnd(String chain, long next, String hash) {

    /** What the first chain of all goes on from. */
    public static final String NOTHING = "0".repeat(64);

    /** The kinds of entries. */
    public enum Kind {
        /** The first of a chain. */
        START,
        /** The first of a file that goes on with a chain. */
        CHECKPOINT,
        DECISION,
        /** What came of a call of a tool that a decision's answer asked for. */
        TOOL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An entry, and where the chain goes on after it.
     *
     * @param line as it is kept, without a line's end
     */
    public record Sealed(String line, ChainEnd after) {}

    /** A chain without an entry that goes on from the end of another, or from {@link #NOTHING}. */
    public static ChainEnd after(String chain, String hash) {
        return new ChainEnd(chain, 0, hash);
    }

    /** The next entry. A pure function. */
    public Sealed seal(Kind kind, String members) {
        String body = "{\"kind\":\"%s\",\"chain\":\"%s\",\"sequence\":%d,\"previous\":\"%s\","
                .formatted(kind.word(), chain, next, hash)
                .concat(members);
        String hash = Sha256.hex(body.getBytes(StandardCharsets.UTF_8));
        return new Sealed(body + Entry.HASH + hash + "\"}", new ChainEnd(chain, next + 1, hash));
    }
}
