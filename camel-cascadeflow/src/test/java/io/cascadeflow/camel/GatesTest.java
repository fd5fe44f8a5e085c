package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.CascadeState;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Defect;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.ProfileGate;
import io.cascadeflow.confidence.WholeAnswers;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatesTest {

    private static final String SHIPPED = "classpath:io/cascadeflow/confidence/first-gate.json";

    private final CamelContext context = new DefaultCamelContext();
    private final Gates gates = new Gates(context);

    @ParameterizedTest
    @ValueSource(strings = {"#mine", "#bean:mine", "mine"})
    void findsABeanHoweverItIsNamed(String reference) {
        Gate mine = draft -> Assessment.of(0.9);
        context.getRegistry().bind("mine", mine);

        assertThat(gates.find(reference)).isEqualTo(new WholeAnswers(mine));
    }

    @ParameterizedTest
    @CsvSource({
        "LENGTH, TRUNCATED",
        "CONTEXT_WINDOW, TRUNCATED",
        "PAUSE, TRUNCATED",
        "CONTENT_FILTER, FILTERED",
        "REFUSAL, REFUSED",
        "ERROR, FAILED"
    })
    void aBeanThatOverlooksThatAnAnswerIsNotWholeIsNotBelieved(FinishReason ending, Defect defect) {
        context.getRegistry().bind("credulous", (Gate) draft -> Assessment.of(1));
        Draft draft = Draft.of("Tell me all.", "All of");
        Draft cutOff = new Draft(draft.request(), draft.reply().withFinishReason(ending));

        Assessment found = gates.find("credulous").assess(cutOff);

        assertThat(found.defects()).containsExactly(defect);
        assertThat(found.confidence()).isZero();
        assertThat(gates.find("credulous").assess(draft)).isEqualTo(Assessment.of(1));
        assertThat(gates.find("credulous").assess(Draft.of("Tell me all.", " ")).defects())
                .containsExactly(Defect.EMPTY);
    }

    @Test
    void aGateOfOursThatIsABeanIsNotWrapped() {
        context.getRegistry().bind("ours", ProfileGate.first());

        assertThat(gates.find("ours")).isSameAs(ProfileGate.first());
    }

    @Test
    void loadsAProfileByItsLocation() {
        Draft draft = Draft.of("What is 2 + 2?", "2 + 2 = 4");

        assertThat(gates.find(SHIPPED).assess(draft))
                .isEqualTo(ProfileGate.first().assess(draft));
    }

    @Test
    void givesTheShippedGateWhereNoneIsNamed() {
        assertThat(gates.find(null)).isSameAs(ProfileGate.first());
    }

    @Test
    void saysWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gates.find("#nobody"))
                .withMessageContaining("there is no gate 'nobody' in the registry");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gates.find("classpath:none.json"))
                .withMessageContaining("'classpath:none.json' is neither a gate in the registry nor a profile");
    }

    @Test
    void aProfileThatMayNotBeUsedClosesTheGateAndTheLargeTierAnswers(@TempDir Path folder) throws IOException {
        Path newer = Files.writeString(
                folder.resolve("newer.json"), "{\"schema\": \"cascadeflow-gate-profile\", \"version\": 9}");
        Gate closed = gates.find("file:" + newer);
        Assessment found = closed.assess(Draft.of("What is 2 + 2?", "2 + 2 = 4"));
        Cascade cascade = new Cascade("support", List.of(new Tier("small", 0.0), new Tier("large", null)));
        Step step = CascadeState.start(cascade, null, null)
                .state()
                .next(new Answered(found, true, Usd.ZERO), Instant.EPOCH);

        assertThat(found.confidence()).isNull();
        assertThat(step).isInstanceOf(Step.Ask.class);
        assertThat(step.state().attempts().get(0).reason().text())
                .contains("tier 'small'", "is of version 9; this release reads version 2 and 1");
    }
}
