package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private static final Duration FIRST_TOKEN = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final AlarmClock time = new AlarmClock();
    private final List<String> ended = new ArrayList<>();
    private final Silence silence = new Silence(new Patience(time, FIRST_TOKEN, IDLE), time, ended::add);

    private void pass(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    /** As a stream does: a piece of the answer comes, and the next is awaited. */
    private void piece() {
        silence.breaks();
        silence.spoken();
        silence.begins();
    }

    @Test
    void theFirstTokenMayTakeItsTime() {
        silence.start(time.instant(), Duration.ofMinutes(10));

        pass(59);
        assertThat(ended).isEmpty();
        pass(2);

        assertThat(ended).singleElement().asString().contains("no first token within 60 s", "firstTokenTimeout");
    }

    @Test
    void afterTheFirstTokenTheShorterPatienceHolds() {
        silence.start(time.instant(), Duration.ofMinutes(10));
        pass(1);
        piece();
        pass(4);
        assertThat(ended).isEmpty();
        pass(2);

        assertThat(ended).singleElement().asString().contains("fell silent for 5 s", "idleTimeout");
    }

    @Test
    void everyPieceBeginsItAnew() {
        silence.start(time.instant(), Duration.ofMinutes(10));
        for (int i = 0; i < 20; i++) {
            pass(4);
            piece();
        }

        assertThat(ended).isEmpty();
    }

    @Test
    void whileTheTakerIsSlowTheProviderIsNotSilent() {
        silence.start(time.instant(), Duration.ofMinutes(10));
        piece();
        silence.breaks();
        pass(300);
        assertThat(ended).isEmpty();

        silence.begins();
        pass(11);
        assertThat(ended).hasSize(1);
    }

    @Test
    void whatOnlyKeepsTheConnectionOpenChangesNothing() {
        silence.start(time.instant(), Duration.ofMinutes(10));
        for (int i = 0; i < 70; i++) {
            pass(1);
            silence.begins();
        }

        assertThat(ended).hasSize(1);
    }

    @Test
    void theDeadlineEndsItHoweverLivelyItIs() {
        silence.start(time.instant(), Duration.ofSeconds(30));
        for (int i = 0; i < 40; i++) {
            pass(1);
            piece();
        }

        assertThat(ended).singleElement().asString().contains("deadline", "requestTimeout");
    }

    @Test
    void theTimeUntilTheHeadCounts() {
        Instant asked = time.instant();
        pass(50);
        silence.start(asked, Duration.ofMinutes(10));
        pass(11);

        assertThat(ended).singleElement().asString().contains("no first token within 60 s");
    }

    @Test
    void afterTheEndNothingIsTold() {
        silence.start(time.instant(), Duration.ofSeconds(30));
        silence.close();
        pass(1000);

        assertThat(ended).isEmpty();
    }
}
