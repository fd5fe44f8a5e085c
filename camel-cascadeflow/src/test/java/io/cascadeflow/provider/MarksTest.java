package io.cascadeflow.provider;

import static io.cascadeflow.provider.MarkedQuestion.MARKED;
import static io.cascadeflow.provider.MarkedQuestion.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.PromptBound;
import org.junit.jupiter.api.Test;

/** What is marked for a cache is the same question to all who know no such marks. */
class MarksTest {

    @Test
    void theyCostNothingInOurEstimates() {
        assertThat(PromptBound.of(MARKED)).isEqualTo(PromptBound.of(PLAIN));
        assertThat(TokenEstimate.ofPrompt(MARKED)).isEqualTo(TokenEstimate.ofPrompt(PLAIN));
    }

    @Test
    void withoutThemAMessageIsThePlainOne() {
        assertThat(MARKED.messages().get(0)).isNotEqualTo(PLAIN.messages().get(0));
        assertThat(MARKED.messages().get(0).unmarked())
                .isEqualTo(PLAIN.messages().get(0));
        assertThat(MARKED.messages().get(1).unmarked())
                .isEqualTo(PLAIN.messages().get(1));
        assertThat(MARKED.messages().get(2).unmarked().content())
                .isEqualTo(PLAIN.messages().get(2).content());
        assertThat(MARKED.messages().get(2).unmarked().failed()).isTrue();
    }

    @Test
    void aRequestKeepsThemWhateverElseIsChanged() {
        assertThat(MARKED.withUser("u")
                        .withMessages(PLAIN.messages())
                        .withSystemMessage("x")
                        .serving())
                .isEqualTo(MARKED.serving());
    }
}
