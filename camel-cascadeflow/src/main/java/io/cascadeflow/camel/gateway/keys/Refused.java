package io.cascadeflow.camel.gateway.keys;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client that is not let in.
 *
 * @param message for the client's people: what is wrong and the way out; never what they sent
 * @param retryAfter when to ask again; absent when waiting does not help, or nobody knows
 */
public record Refused(
        Reason reason, String message, @Nullable Duration retryAfter) implements Verdict, Credential {

    /** Why, as far as it makes a difference. */
    public enum Reason {
        /** Neither a key nor a token was sent. */
        MISSING,
        /** What was sent cannot be a key or a token of ours. */
        MALFORMED,
        /** The two headers say different things. */
        DISAGREEING,
        /** A key or token that is not ours, or whose claims are not what is configured. */
        UNKNOWN,
        EXPIRED,
        REVOKED,
        /** From where too many wrong keys came; nothing was looked at. */
        TOO_MANY_GUESSES,
        /** Nobody can tell at the moment: the store or the issuer's keys cannot be reached. */
        UNAVAILABLE;

        /**
         * Whether a client that tries keys would hear this. Whoever hears that a key is expired or revoked had the right one,
         * and what is missing or contradicts itself was not compared with anything.
         */
        boolean isGuess() {
            return this == MALFORMED || this == UNKNOWN;
        }
    }

    static Refused of(Reason reason, String message) {
        return new Refused(reason, message, null);
    }

    /** Nobody can tell; @param what cannot be reached */
    public static Refused unavailable(String what, @Nullable Duration retryAfter) {
        return new Refused(Reason.UNAVAILABLE, what + " cannot be reached; try again in a moment", retryAfter);
    }

    /** Words of no help to those who guess: which part of it is wrong is not said. */
    public static Refused unknown() {
        return of(Reason.UNKNOWN, "this key or token is not valid here; use one that was made for this gateway");
    }

    /** @param what has expired: {@code key} or {@code token} */
    public static Refused expired(String what) {
        return of(Reason.EXPIRED, "this %s has expired; use a new one".formatted(what));
    }
}
