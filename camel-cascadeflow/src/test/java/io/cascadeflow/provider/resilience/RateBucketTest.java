package io.cascadeflow.provider.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RateBucketTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration ANY = Duration.ofHours(1);
    private static final RateNeed ONE = new RateNeed(1, 0, 0);

    private final VirtualTime time = VirtualTime.still(NOON);
    private final RateBucket bucket = new RateBucket(time);

    @Test
    void knowsNothingAndLetsEverythingThroughAtFirst() {
        for (int i = 0; i < 1000; i++) {
            assertThat(bucket.take(ONE, Duration.ZERO)).isZero();
        }
    }

    @Test
    void waitsUntilARequestHasComeBack() {
        replied(bucket.sent(), "requests", 60, 0, "60s");

        assertThat(bucket.take(ONE, ANY)).isEqualTo(Duration.ofSeconds(1));
        assertThat(bucket.take(ONE, ANY)).isEqualTo(Duration.ofSeconds(2));
        time.advance(Duration.ofSeconds(10));
        assertThat(bucket.take(ONE, ANY)).isZero();
    }

    @Test
    void takesNothingWhenItWouldTakeTooLong() {
        replied(bucket.sent(), "requests", 60, 0, "60s");

        assertThat(bucket.take(new RateNeed(30, 0, 0), Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(30));
        assertThat(bucket.take(ONE, ANY)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void countsWhatWasAskedForSinceTheRequestThatTold() {
        bucket.take(ONE, ANY);
        RateNeed first = bucket.sent();
        bucket.take(ONE, ANY);
        bucket.take(ONE, ANY);
        replied(first, "requests", 100, 3, "60s");

        assertThat(bucket.take(ONE, ANY)).as("two of the three are under way").isZero();
        assertThat(bucket.take(ONE, ANY)).isPositive();
    }

    @Test
    void theAccountOfAnOlderRequestThatComesLateIsPassedOver() {
        bucket.take(ONE, ANY);
        RateNeed first = bucket.sent();
        bucket.take(ONE, ANY);
        RateNeed second = bucket.sent();
        replied(second, "requests", 100, 0, "60s");
        replied(first, "requests", 100, 1, "60s");

        assertThat(bucket.take(ONE, ANY)).isPositive();
    }

    @Test
    void tokensAreCountedWithTheLongestAnswer() {
        replied(bucket.sent(), "tokens", 60_000, 1_000, "59s");

        assertThat(bucket.take(new RateNeed(1, 400, 600), ANY)).isZero();
        assertThat(bucket.take(new RateNeed(1, 400, 600), ANY)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void readsTheFamiliesOfAnthropicByTheServersClock() {
        HttpReply reply = new HttpReply(
                200,
                Map.of(
                        "date", "Mon, 23 Nov 2026 09:00:00 GMT",
                        "anthropic-ratelimit-output-tokens-limit", "8000",
                        "anthropic-ratelimit-output-tokens-remaining", "0",
                        "anthropic-ratelimit-output-tokens-reset", "2026-11-23T09:00:08Z",
                        "anthropic-ratelimit-requests-limit", "50",
                        "anthropic-ratelimit-requests-remaining", "49",
                        "anthropic-ratelimit-requests-reset", "2026-11-23T09:00:01Z"),
                new byte[0]);
        bucket.replied(bucket.sent(), reply);

        assertThat(bucket.take(new RateNeed(1, 100_000, 0), ANY)).isZero();
        assertThat(bucket.take(new RateNeed(1, 0, 2000), ANY)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aRefusalKeepsEverybodyAwayForAsLongAsItSaysButAMinuteAtMost() {
        bucket.replied(bucket.sent(), new HttpReply(429, Map.of("retry-after", "7"), new byte[0]));
        assertThat(bucket.take(ONE, Duration.ZERO)).isEqualTo(Duration.ofSeconds(7));
        time.advance(Duration.ofSeconds(7));
        assertThat(bucket.take(ONE, Duration.ZERO)).isZero();

        bucket.replied(bucket.sent(), new HttpReply(429, Map.of("retry-after", "345600"), new byte[0]));
        assertThat(bucket.take(ONE, Duration.ZERO)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whatCannotBeReadIsNotSaid() {
        for (String reset : new String[] {"soon", "-1s", "2026-13-45", "", "0s", "1732352400000"}) {
            replied(bucket.sent(), "requests", 60, 0, reset);
            assertThat(bucket.take(ONE, Duration.ZERO)).as(reset).isZero();
        }
    }

    @Test
    void aLimitOfZeroIsNone() {
        replied(bucket.sent(), "requests", 0, 0, "60s");
        bucket.take(ONE, ANY);

        assertThat(bucket.take(ONE, Duration.ZERO)).isZero();
    }

    @Test
    void withoutTheLimitItselfAllComesBackAtTheReset() {
        bucket.replied(
                bucket.sent(),
                new HttpReply(
                        200,
                        Map.of("x-ratelimit-remaining-requests", "1", "x-ratelimit-reset-requests", "30s"),
                        new byte[0]));

        assertThat(bucket.take(ONE, Duration.ZERO)).isZero();
        assertThat(bucket.take(ONE, ANY)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aRequestLargerThanTheLimitIsLeftToTheProvider() {
        replied(bucket.sent(), "tokens", 1_000, 1_000, "1s");

        assertThat(bucket.take(new RateNeed(1, 5_000, 0), Duration.ZERO)).isZero();
    }

    /** A provider that fills its bucket evenly never refuses a request that was let through. */
    @Property(tries = 500)
    void neverAsksForMoreThanThereIs(
            @ForAll @LongRange(min = 1, max = 1000) long limit,
            @ForAll @IntRange(min = 0, max = 100) int percentLeft,
            @ForAll @IntRange(min = 1, max = 600) int resetSeconds,
            @ForAll @LongRange(min = 1, max = 50) long[] needs) {
        VirtualTime clock = VirtualTime.still(NOON);
        RateBucket tested = new RateBucket(clock);
        long remaining = limit * percentLeft / 100;
        tested.replied(
                tested.sent(),
                new HttpReply(
                        200,
                        Map.of(
                                "x-ratelimit-limit-requests", "" + limit,
                                "x-ratelimit-remaining-requests", "" + remaining,
                                "x-ratelimit-reset-requests", resetSeconds + "s"),
                        new byte[0]));
        double perNano = (limit - remaining) / (resetSeconds * 1e9);
        double left = remaining;
        Instant at = NOON;
        for (long need : needs) {
            if (need > limit) {
                continue;
            }
            Duration wait = tested.take(new RateNeed(need, 0, 0), ANY);
            clock.advance(wait);
            left += Duration.between(at, clock.instant()).toNanos() * perNano;
            at = clock.instant();
            if (Duration.between(NOON, at).compareTo(Duration.ofSeconds(resetSeconds)) >= 0) {
                return;
            }
            left -= need;
            assertThat(left).isGreaterThan(-1e-6);
        }
    }

    private void replied(RateNeed byThen, String family, long limit, long remaining, String reset) {
        bucket.replied(
                byThen,
                new HttpReply(
                        200,
                        Map.of(
                                "x-ratelimit-limit-" + family, "" + limit,
                                "X-RateLimit-Remaining-" + family, "" + remaining,
                                "x-ratelimit-reset-" + family, reset),
                        new byte[0]));
    }
}
