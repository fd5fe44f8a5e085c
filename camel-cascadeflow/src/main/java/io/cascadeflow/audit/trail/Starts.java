package io.cascadeflow.audit.trail;

import io.cascadeflow.audit.trail.ChainEnd.Kind;
import io.cascadeflow.audit.trail.ChainEnd.Sealed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes the entries that are about the trail itself. Pure functions. */
public final class Starts {

    private Starts() {}

    /**
     * The first entry of a chain.
     *
     * @param chain its name
     * @param node whose it is
     * @param before where the chain of the start before ended; absent when there was none
     */
    public static Sealed start(String chain, String node, @Nullable ChainEnd before, Instant at) {
        String members = EntryJson.members(json -> {
            json.writeStringField("at", at.toString());
            EntryJson.name(json, "node", node);
            if (before != null) {
                json.writeObjectFieldStart("continues");
                json.writeStringField("chain", before.chain());
                json.writeNumberField("sequence", before.next() - 1);
                json.writeEndObject();
            }
        });
        return ChainEnd.after(chain, before == null ? ChainEnd.NOTHING : before.hash())
                .seal(Kind.START, members);
    }

    /** The first entry of a file: what was in the files before may be gone. */
    static Sealed checkpoint(ChainEnd end, Instant at) {
        return end.seal(Kind.CHECKPOINT, EntryJson.members(json -> json.writeStringField("at", at.toString())));
    }
}
