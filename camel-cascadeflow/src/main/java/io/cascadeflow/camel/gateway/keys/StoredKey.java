package io.cascadeflow.camel.gateway.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is kept.
 *
 * @param caller whom it lets in; its id is the key's
 * @param hash of the whole key
 * @param label what its people call it; may be empty
 * @param created absent when nobody wrote it down
 * @param expires the moment from which it no longer lets in; absent for never
 * @param revoked since when it no longer lets in, whatever the clock says; absent when it does
 */
public record StoredKey(
        Caller caller,
        KeyHash hash,
        String label,
        @Nullable Instant created,
        @Nullable Instant expires,
        @Nullable Instant revoked) {

    public StoredKey {
        if (!KeyText.isId(caller.id())) {
            throw new IllegalArgumentException(
                    "'%s' is no id of a key: it is 8 to 32 letters and digits".formatted(caller.id()));
        }
        if (!label.isEmpty() && !Caller.isName(label)) {
            throw new IllegalArgumentException("the label of the key %s cannot be read".formatted(caller.id()));
        }
    }

    public String id() {
        return caller.id();
    }

    /** For whoever has shown the whole key. */
    Verdict verdict(Instant now) {
        if (revoked != null) {
            return Refused.of(Refused.Reason.REVOKED, "this key was revoked; ask for a new one");
        }
        return expires != null && !now.isBefore(expires) ? Refused.expired("key") : caller;
    }
}
