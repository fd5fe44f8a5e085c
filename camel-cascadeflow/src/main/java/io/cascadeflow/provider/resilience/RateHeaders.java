package io.cascadeflow.provider.resilience;

import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.RetryHint;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what replies say of rate limits: {@code x-ratelimit-remaining-requests} with its {@code limit} and {@code reset} as
 * OpenAI, Azure, Groq and others send them, {@code anthropic-ratelimit-input-tokens-remaining} and its like. What cannot be
 * read counts as not said.
 */
final class RateHeaders {

    private static final String FAMILY = "((?:requests|tokens|input-tokens|output-tokens)(?:-[a-z]{1,10})?)";
    private static final Pattern PLAIN = Pattern.compile("x-ratelimit-remaining-" + FAMILY);
    private static final Pattern ANTHROPIC = Pattern.compile("anthropic-ratelimit-" + FAMILY + "-remaining");
    private static final Pattern COUNT = Pattern.compile("\\d{1,15}");

    private RateHeaders() {}

    /** The limits by name, such as {@code requests}; empty when the reply says nothing. */
    static Map<String, RateWindow> read(HttpReply reply, Instant now) {
        Map<String, RateWindow> windows = new HashMap<>();
        for (String header : reply.headers().keySet()) {
            String name = header.toLowerCase(Locale.ROOT);
            Matcher plain = PLAIN.matcher(name);
            Matcher anthropic = ANTHROPIC.matcher(name);
            if (plain.matches()) {
                String family = plain.group(1);
                window(reply, name, "x-ratelimit-limit-" + family, "x-ratelimit-reset-" + family, now)
                        .ifPresent(window -> windows.put(family, window));
            } else if (anthropic.matches()) {
                String family = anthropic.group(1);
                String prefix = "anthropic-ratelimit-" + family;
                window(reply, name, prefix + "-limit", prefix + "-reset", now)
                        .ifPresent(window -> windows.put(family, window));
            }
        }
        return windows;
    }

    private static Optional<RateWindow> window(
            HttpReply reply, String remaining, String limit, String reset, Instant now) {
        Optional<Long> left = count(reply, remaining);
        Optional<Duration> until =
                reply.header(reset).flatMap(text -> reset(text, reply, now)).filter(wait -> !wait.isZero());
        Optional<Long> full = count(reply, limit);
        // some servers without limits say that they are zero
        boolean limited = full.filter(count -> count == 0).isEmpty();
        return !limited || left.isEmpty() || until.isEmpty()
                ? Optional.empty()
                : Optional.of(new RateWindow(full.orElse(null), left.get(), now, until.get()));
    }

    private static Optional<Long> count(HttpReply reply, String header) {
        return reply.header(header)
                .map(String::strip)
                .filter(text -> COUNT.matcher(text).matches())
                .map(Long::valueOf);
    }

    private static Optional<Duration> reset(String text, HttpReply reply, Instant now) {
        try {
            Instant full = OffsetDateTime.parse(text.strip()).toInstant();
            // by the server's own clock, where it tells it: ours may be off
            Duration left = Duration.between(sentAt(reply).orElse(now), full);
            return Optional.of(left).filter(wait -> !wait.isNegative() && wait.toDays() <= 31);
        } catch (DateTimeException notAnInstant) {
            return RetryHint.parse(text);
        }
    }

    private static Optional<Instant> sentAt(HttpReply reply) {
        try {
            return reply.header("date")
                    .map(text -> ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
