package io.cascadeflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.audit.GivenAnswers.Place;
import io.cascadeflow.camel.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GivenAnswersTest {

    private final MovableClock clock = new MovableClock();
    private final GivenAnswers given = new GivenAnswers(clock);

    @Test
    void anAnswerIsFoundForADay() {
        given.add("a", true);
        given.add("b", false);
        clock.advance(Duration.ofDays(1));

        assertThat(given.find("a")).isEqualTo(Place.ON_RECORD);
        assertThat(given.find("b")).isEqualTo(Place.NOT_ON_RECORD);
        clock.advance(Duration.ofSeconds(1));
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
}
