package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftTest {

    private final Draft draft = Draft.of("What is 2 + 2?", "It is 4.");

    @Test
    void isReadOnceForAllThatLookAtIt() {
        assertThat(DraftFacts.of(draft)).isSameAs(DraftFacts.of(draft));
        assertThat(draft.signals())
                .isSameAs(draft.signals())
                .isEqualTo(Features.of(draft).signals());
    }

    @Test
    void canNotBeChangedByWhoLooks() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> draft.signals().put("own.signal", 1.0));
    }

    @Test
    void seesWhatWasMeasuredLater() {
        draft.signals();

        Draft measured = draft.withMeasured(Map.of("own.signal", 0.5));

        assertThat(measured.signals()).containsEntry("own.signal", 0.5).containsAllEntriesOf(draft.signals());
    }

    @Test
    void isAValue() {
        Draft same = Draft.of("What is 2 + 2?", "It is 4.");
        same.signals();

        assertThat(draft).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(Draft.of("What is 2 + 2?", "It is 5."));
    }

    @Test
    void hasNoTextInItsDescription() {
        assertThat(draft.toString()).doesNotContain("4", "What");
    }
}
