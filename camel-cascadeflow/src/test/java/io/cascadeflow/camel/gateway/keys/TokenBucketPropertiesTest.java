package io.cascadeflow.camel.gateway.keys;

import static io.cascadeflow.camel.gateway.keys.KeyFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TokenBucketPropertiesTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** Compared with sums over every stretch of time, in exact arithmetic. */
    @Property
    void noStretchOfTimeLetsMoreThroughThanAMinutesWorthAndWhatItFills(
            @ForAll @IntRange(min = 1, max = 200) int perMinute,
            @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 70_000_000_000L) Long> pauses) {
        TokenBucket bucket = TokenBucket.full(perMinute, NOON);
        Instant now = NOON;
        List<Instant> through = new ArrayList<>();
        for (long pause : pauses) {
            now = now.plusNanos(pause / perMinute);
            bucket = bucket.later(now);
            if (bucket.hasOne()) {
                bucket = bucket.less();
                through.add(now);
            }
        }
        for (int i = 0; i < through.size(); i++) {
            for (int j = i; j < through.size(); j++) {
                long nanos = Duration.between(through.get(i), through.get(j)).toNanos();
                assertThat((j - i + 1) * MINUTE).isLessThanOrEqualTo(perMinute * MINUTE + nanos * perMinute);
            }
        }
    }

    /** Nobody is sent away for longer than needed, and nobody in vain. */
    @Property
    void whoeverWaitsAsLongAsToldIsLetThroughAndNotANanosecondBefore(
            @ForAll @IntRange(min = 1, max = 1_000_000) int perMinute,
            @ForAll @LongRange(min = 0, max = 60_000_000_000L) long pause) {
        TokenBucket empty = new TokenBucket(perMinute, 0, NOON).later(NOON.plusNanos(pause / perMinute));
        Duration wait = empty.untilOne();

        assertThat(empty.later(empty.at().plus(wait)).hasOne()).isTrue();
        assertThat(wait.isZero()
                        || !empty.later(empty.at().plus(wait).minusNanos(1)).hasOne())
                .isTrue();
    }

    @Property
    void isNeverFullerThanFullAndAClockSetBackFillsNothing(
            @ForAll @IntRange(min = 1, max = 1_000_000) int perMinute,
            @ForAll @LongRange(min = -4_000_000_000_000L, max = 4_000_000_000_000L) long step) {
        TokenBucket full = TokenBucket.full(perMinute, NOON);
        TokenBucket used = full.less();

        assertThat(full.later(NOON.plusNanos(step)).level()).isEqualTo(full.level());
        assertThat(used.later(NOON.plusNanos(step)).level())
                .isEqualTo(
                        step <= 0
                                ? used.level()
                                : Math.min(full.level(), used.level() + Math.min(step, MINUTE) * perMinute));
    }
}
