package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroundSignalsTest {

    private static final List<String> PASSAGES = List.of(
            "The bridge was opened in 1937 and is 2737 metres long.",
            "Its towers are 227 metres high, painted orange.");

    @Test
    void withoutPassagesNothingIsSaid() {
        assertThat(observed("The bridge is 2737 metres long.", List.of())).isEmpty();
    }

    @Test
    void numbersThatNoPassageNamesAreSeen() {
        assertThat(observed("It is 2737 metres long.", PASSAGES)).containsEntry("ground.numbers", 1.0);
        assertThat(observed("It is 2737 metres long and 450 metres high.", PASSAGES))
                .containsEntry("ground.numbers", 0.5);
        assertThat(observed("It is long.", PASSAGES)).doesNotContainKey("ground.numbers");
    }

    @Test
    void whatIsComputedFromPassagesIsNotMadeUp() {
        assertThat(observed("2737 - 227 = 2510, so 2510 metres.", PASSAGES)).containsEntry("ground.numbers", 1.0);
    }

    @Test
    void wordsFromElsewhereLowerTheShare() {
        double near = observed("The towers are painted orange.", PASSAGES).getOrDefault("ground.words", 0.0);
        double far = observed("Bananas grow in warm countries.", PASSAGES).getOrDefault("ground.words", 1.0);

        assertThat(near).isGreaterThan(0.8);
        assertThat(far).isLessThan(0.5);
    }

    @Test
    void quotationsHaveToStandInAPassage() {
        assertThat(observed("It says \"opened in 1937 and is\" there.", PASSAGES))
                .containsEntry("ground.quotes", 1.0);
        assertThat(observed("It says “closed for ever in 1999” there.", PASSAGES))
                .containsEntry("ground.quotes", 0.0);
        assertThat(observed("It is an \"icon\".", PASSAGES)).doesNotContainKey("ground.quotes");
    }

    @Test
    void citationsHaveToPointToAPassage() {
        assertThat(observed("It is long [1] and orange [2, 3].", PASSAGES))
                .hasEntrySatisfying(
                        "ground.citations", share -> assertThat(share).isBetween(0.66, 0.67));
        assertThat(observed("The element a[7] is none.", PASSAGES)).doesNotContainKey("ground.citations");
    }

    private static Map<String, Double> observed(String answer, List<String> passages) {
        Observations observations = new Observations();
        Draft draft = new Draft(
                ChatRequest.of("How long is the bridge?"),
                ChatReply.of("small", answer),
                List.of(),
                new DraftContext(null, passages, Map.of()));
        new GroundSignals().observe(DraftFacts.of(draft), observations);
        return observations.values();
    }
}
