package io.cascadeflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.audit.GivenAnswers.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class GivenAnswersTest {

    private final Hand hand = new Hand();
    private final GivenAnswers given = new GivenAnswers(hand);

    @Test
    void anAnswerIsFoundForADay() {
        given.add("a", true);
        given.add("b", false);
        hand.now = hand.now.plus(Duration.ofDays(1));

        assertThat(given.find("a")).isEqualTo(Place.ON_RECORD);
        assertThat(given.find("b")).isEqualTo(Place.NOT_ON_RECORD);
        hand.now = hand.now.plusSeconds(1);
        assertThat(given.find("a")).isEqualTo(Place.UNKNOWN);
    }

    @Test
    void onlyTheLastTenThousandAreRemembered() {
        for (int i = 0; i <= 10_000; i++) {
            given.add("d" + i, true);
        }

        assertThat(given.find("d0")).isEqualTo(Place.UNKNOWN);
        assertThat(given.find("d1")).isEqualTo(Place.ON_RECORD);
        assertThat(given.find("d10000")).isEqualTo(Place.ON_RECORD);
    }

    /** A clock that is moved by hand. */
    private static final class Hand extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
