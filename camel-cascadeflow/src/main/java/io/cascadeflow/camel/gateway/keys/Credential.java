package io.cascadeflow.camel.gateway.keys;

/** What a client's headers come to: a token to be looked at, or why there is none. */
public sealed interface Credential permits Credential.Token, Refused {

    /** Longer ones are not looked at. Signed tokens have one or two thousand characters. */
    int LONGEST = 8_192;

    /** @param text a secret: visible ASCII, 1 to {@value Credential#LONGEST} characters */
    record Token(String text) implements Credential {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Token[...]";
        }
    }

    /** Reads {@code Authorization: Bearer ...} and {@code x-api-key: ...}; both are fine when they say the same. */
    static Credential of(Shown shown) {
        return Headers.read(shown);
    }
}
