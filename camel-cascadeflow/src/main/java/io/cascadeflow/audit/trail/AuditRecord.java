package io.cascadeflow.audit.trail;

import io.cascadeflow.audit.trail.ChainEnd.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is put on record: an entry of the trail before it is a link of a chain. Immutable. */
public sealed interface AuditRecord permits DecisionRecord, ToolRecord {

    Kind kind();

    Instant at();

    /** The decision that it is about; absent where that has no id, or no cascade was asked. */
    @Nullable
    String id();

    /** What an entry says of it: members of a JSON object, without its braces. */
    String members();
}
