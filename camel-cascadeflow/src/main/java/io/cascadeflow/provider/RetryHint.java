package io.cascadeflow.provider;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how long a provider asks to wait. Never negative; what cannot be meant counts as not said. */
public final class RetryHint {

    /** No provider's window is longer than a month: what is beyond is a mistake, often an epoch time. */
    private static final Duration BELIEVABLE = Duration.ofDays(31);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{1,18})?");
    private static final Pattern PART = Pattern.compile("(" + NUMBER + ")(ns|us|µs|ms|s|m|h|d)");
    private static final Pattern PARTS = Pattern.compile("(?:" + PART + ")+");

    private static final Map<String, BigDecimal> NANOS = Map.of(
            "ns", BigDecimal.ONE,
            "us", BigDecimal.valueOf(1_000),
            "µs", BigDecimal.valueOf(1_000),
            "ms", BigDecimal.valueOf(1_000_000),
            "s", BigDecimal.valueOf(1_000_000_000),
            "m", BigDecimal.valueOf(60_000_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000_000L),
            "d", BigDecimal.valueOf(86_400_000_000_000L));

    private static final String RESET = "x-ratelimit-reset-";
    private static final String REMAINING = "x-ratelimit-remaining-";

    private RetryHint() {}

    /**
     * The first hint given, most exact first: {@code retry-after-ms}, {@code retry-after} in seconds or as a date, the
     * body's, and for a rate limit the {@code x-ratelimit-reset-*} of what is used up.
     */
    public static Optional<Duration> of(HttpReply reply, @Nullable Duration inBody, boolean rateLimited, Clock clock) {
        Optional<Duration> said = reply.header("retry-after-ms")
                .flatMap(text -> duration(text, "ms"))
                .or(() -> reply.header("retry-after").flatMap(text -> duration(text, "s")))
                .or(() -> reply.header("retry-after").flatMap(text -> untilDate(text, reply, clock)))
                .or(() -> Optional.ofNullable(inBody).filter(RetryHint::isBelievable));
        return rateLimited ? said.or(() -> reset(reply)) : said;
    }

    /** Reads durations as providers write them: {@code 34.4s}, {@code 6m0s}, {@code 250ms}; a bare number is seconds. */
    public static Optional<Duration> parse(String text) {
        return duration(text, "s");
    }

    private static Optional<Duration> duration(String text, String bareUnit) {
        String trimmed = text.strip();
        String withUnit = NUMBER.matcher(trimmed).matches() ? trimmed + bareUnit : trimmed;
        if (withUnit.length() > 100 || !PARTS.matcher(withUnit).matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        for (Matcher part = PART.matcher(withUnit); part.find(); ) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(NANOS.get(part.group(3))));
        }
        return nanos.compareTo(BigDecimal.valueOf(BELIEVABLE.toNanos())) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.longValue()));
    }

    /**
     * From the moment at which the provider says it replied, so that a clock that differs from ours does not matter; where it
     * does not say, from now. A date in the past asks for no wait at all.
     */
    private static Optional<Duration> untilDate(String text, HttpReply reply, Clock clock) {
        Instant replied = reply.header("date").flatMap(RetryHint::date).orElseGet(clock::instant);
        return date(text)
                .map(until -> Duration.between(replied, until))
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .filter(RetryHint::isBelievable);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** The longest reset of the limits that are used up; where none says that it is, the shortest of all. */
    private static Optional<Duration> reset(HttpReply reply) {
        Optional<Duration> usedUp = resets(reply)
                .filter(name -> reply.header(REMAINING + name)
                        .filter(left -> left.strip().equals("0"))
                        .isPresent())
                .flatMap(name -> duration(reply, name).stream())
                .max(Duration::compareTo);
        return usedUp.or(() ->
                resets(reply).flatMap(name -> duration(reply, name).stream()).min(Duration::compareTo));
    }

    private static Optional<Duration> duration(HttpReply reply, String limit) {
        return reply.header(RESET + limit).flatMap(RetryHint::parse);
    }

    private static Stream<String> resets(HttpReply reply) {
        return reply.headers().keySet().stream()
                .filter(name -> name.regionMatches(true, 0, RESET, 0, RESET.length()))
                .map(name -> name.substring(RESET.length()));
    }

    private static boolean isBelievable(Duration hint) {
        return !hint.isNegative() && hint.compareTo(BELIEVABLE) <= 0;
    }
}
