package io.cascadeflow.provider;

import io.cascadeflow.provider.ProviderException.Details;
import io.cascadeflow.provider.ProviderException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes typed failures of HTTP replies, the same for every wire protocol. A protocol reads its own error body into an
 * {@link ErrorBody}; status, headers and retry hints are read here.
 *
 * @param provider the provider's name, for messages
 * @param clock turns a {@code retry-after} date into a duration
 */
public record HttpErrors(String provider, Clock clock) {

    private static final int SNIFFED = 256;

    /**
     * The failure that {@code reply} stands for: one with an error status, or one that carries an error in a body under
     * status 200.
     */
    public ProviderException from(String model, HttpReply reply, ErrorBody body) {
        Kind kind = ErrorKinds.of(reply.status(), body);
        Details details = details(kind, reply, body);
        return new ProviderException(kind, message(model, kind, details, wayOut(kind, reply, details)), details, null);
    }

    /**
     * A reply that is not what the protocol says.
     *
     * @param problem what is wrong with it in our own words, such as {@code choices is missing}; nothing of the reply
     */
    public ProviderException unreadable(String model, HttpReply reply, String problem, @Nullable Throwable cause) {
        Details details = details(Kind.BAD_PAYLOAD, reply, ErrorBody.NONE);
        String said = isHtml(reply)
                ? "the reply is an HTML page; check baseUrl and any proxy in between"
                : problem + "; check that baseUrl leads to a server that speaks this protocol";
        return new ProviderException(
                Kind.BAD_PAYLOAD, message(model, Kind.BAD_PAYLOAD, details, said), details, Causes.redacted(cause));
    }

    /**
     * A reply that stopped before its end.
     *
     * @param problem how that shows, in our own words; nothing of the reply
     */
    public ProviderException truncated(String model, HttpReply reply, String problem) {
        Details details = details(Kind.TRUNCATED, reply, ErrorBody.NONE);
        return new ProviderException(
                Kind.TRUNCATED, message(model, Kind.TRUNCATED, details, problem + "; try again"), details, null);
    }

    private Details details(Kind kind, HttpReply reply, ErrorBody body) {
        return new Details(
                reply.status(),
                body.code() != null ? body.code() : body.type(),
                body.parameter(),
                requestId(reply).orElse(body.requestId()),
                RetryHint.of(reply, body.retryAfter(), kind == Kind.RATE_LIMITED, clock)
                        .orElse(null),
                shouldRetry(reply, body),
                body.usage());
    }

    private static Optional<String> requestId(HttpReply reply) {
        return Stream.of("x-request-id", "request-id", "apim-request-id", "x-amzn-requestid", "cf-ray")
                .flatMap(name -> reply.header(name).stream())
                .flatMap(id -> Stream.ofNullable(ErrorBody.identifier(id)))
                .findFirst();
    }

    /** The provider's word on retrying; "yes" does not count against a code that says waiting is of no use. */
    private static @Nullable Boolean shouldRetry(HttpReply reply, ErrorBody body) {
        String word = reply.header("x-should-retry").orElse("").strip();
        if (word.equalsIgnoreCase("false")) {
            return false;
        }
        boolean yes = word.equalsIgnoreCase("true") && ErrorKinds.telling(body).isEmpty() && reply.status() != 402;
        return yes ? true : null;
    }

    private String message(String model, Kind kind, Details details, String wayOut) {
        String facts = Stream.of(
                        "HTTP " + details.httpStatus(),
                        details.code(),
                        details.requestId() == null ? null : "request " + details.requestId())
                .filter(fact -> fact != null)
                .collect(Collectors.joining(", "));
        return "%s:%s %s (%s): %s".formatted(provider, model, kind, facts, wayOut);
    }

    private String wayOut(Kind kind, HttpReply reply, Details details) {
        if (isHtml(reply)) {
            return WaysOut.of(kind, details)
                    + "; the reply is an HTML page, perhaps from a proxy: check baseUrl as well";
        }
        return WaysOut.of(kind, details);
    }

    private static boolean isHtml(HttpReply reply) {
        if (reply.header("content-type").orElse("").strip().regionMatches(true, 0, "text/html", 0, 9)) {
            return true;
        }
        String start = new String(
                        reply.body(),
                        0,
                        Math.min(SNIFFED, reply.body().length),
                        java.nio.charset.StandardCharsets.UTF_8)
                .stripLeading();
        return start.regionMatches(true, 0, "<!doctype html", 0, 14) || start.regionMatches(true, 0, "<html", 0, 5);
    }

    /** For a message: seconds, with a fraction only where it matters. */
    static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : "%d.%03d s".formatted(duration.toSeconds(), duration.toMillis() % 1000);
    }
}
