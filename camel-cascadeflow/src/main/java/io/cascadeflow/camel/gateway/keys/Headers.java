package io.cascadeflow.camel.gateway.keys;

import io.cascadeflow.camel.gateway.keys.Credential.Token;
import io.cascadeflow.camel.gateway.keys.Refused.Reason;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the headers in which clients send keys. */
final class Headers {

    private static final String BEARER = "bearer";
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1," + Credential.LONGEST + "}");

    private Headers() {}

    static Credential read(Shown shown) {
        Optional<String> authorization = value(shown.authorization());
        if (authorization.filter(text -> !isBearer(text)).isPresent()) {
            return malformed();
        }
        Optional<String> bearer = authorization.flatMap(text -> value(text.substring(BEARER.length())));
        Optional<String> apiKey = value(shown.apiKey());
        if (bearer.isPresent()
                && apiKey.isPresent()
                && !KeyHash.of(bearer.get()).equals(KeyHash.of(apiKey.get()))) {
            return Refused.of(Reason.DISAGREEING, "Authorization and x-api-key differ; send one of them");
        }
        return bearer.or(() -> apiKey).map(Headers::token).orElseGet(Headers::missing);
    }

    /** A header that says nothing is not there. */
    private static Optional<String> value(@Nullable String header) {
        return Optional.ofNullable(header).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static boolean isBearer(String text) {
        return text.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && (text.length() == BEARER.length() || Character.isWhitespace(text.charAt(BEARER.length())));
    }

    private static Credential token(String text) {
        return TOKEN.matcher(text).matches() ? new Token(text) : malformed();
    }

    private static Refused missing() {
        return Refused.of(
                Reason.MISSING, "no key was sent; send it as Authorization: Bearer KEY, or as x-api-key: KEY");
    }

    private static Refused malformed() {
        return Refused.of(
                Reason.MALFORMED,
                "what was sent is no key of this gateway; send Authorization: Bearer KEY, or x-api-key: KEY");
    }
}
