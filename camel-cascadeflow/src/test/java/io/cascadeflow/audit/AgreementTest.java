package io.cascadeflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.provider.recorded.Label;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementTest {

    private static final String ASKED = "How many apples does Ann have?";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            She has 3 + 4 = 7 apples. | The answer is 7.    | true
            She has 7 apples.         | Sie hat 7,0 Äpfel.  | true
            She has 7 apples.         | The answer is 8.    | false
            (B)                       | B                   | true
            Paris                     | London              | false
            """)
    void answersAgreeWhenTheyComeToTheSame(String draft, String other, boolean same) {
        assertThat(Agreement.same(draft(draft), draft(other))).isEqualTo(same);
    }

    @Test
    void longTextsCannotBeCompared() {
        assertThat(Agreement.same(
                        draft("The harbour was busy that morning and the gulls were loud."),
                        draft("Rain fell for days upon the quiet town beyond the hills.")))
                .isNull();
    }

    @Test
    void anAnswerThatWasCutOffIsNoMeasure() {
        Draft cutOff =
                new Draft(ChatRequest.of(ASKED), ChatReply.of("m", "She has 7").withFinishReason(FinishReason.LENGTH));

        assertThat(Agreement.same(draft("7"), cutOff)).isNull();
    }

    @Test
    void everyAnswerIsHeldAgainstTheLast() {
        List<Answer> labelled = Agreement.label(List.of(
                Questions.answer("a", ASKED, "6"),
                Questions.answer("b", ASKED, "7"),
                Questions.answer("c", ASKED, "7")));

        assertThat(labelled).extracting(Answer::label).containsExactly(Label.score(0), Label.score(1), Label.score(1));
    }

    private static Draft draft(String answer) {
        return Questions.answer("m", ASKED, answer).draft();
    }
}
