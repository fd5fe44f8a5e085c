package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryHintTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon, 23 Nov 2026 13:00:00 GMT|Mon, 23 Nov 2026 13:00:07 GMT|7",
                "Mon, 23 Nov 2026 11:00:00 GMT|Mon, 23 Nov 2026 11:00:07 GMT|7",
                "Mon, 23 Nov 2026 13:00:00 GMT|Mon, 23 Nov 2026 12:30:00 GMT|0",
                "yesterday|Mon, 23 Nov 2026 12:00:07 GMT|7",
                "Mon, 23 Nov 2026 25:00:00 GMT|Mon, 23 Nov 2026 12:00:07 GMT|7",
            })
    void aDateCountsFromWhatTheServersOwnClockShows(String date, String retryAfter, long seconds) {
        HttpReply reply = new HttpReply(429, Map.of("Date", date, "Retry-After", retryAfter), new byte[0]);

        assertThat(RetryHint.of(reply, null, true, NOON)).contains(Duration.ofSeconds(seconds));
    }
}
