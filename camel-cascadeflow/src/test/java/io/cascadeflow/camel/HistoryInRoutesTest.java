package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the model did on the nearest questions of a recording is in the answer's signals. */
class HistoryInRoutesTest {

    private static final String M = "cascadeflow:probe:m?history=classpath:camel/history.jsonl";

    private final ProbeContext context = new ProbeContext();

    @AfterEach
    void stop() {
        context.close();
    }

    private @Nullable Object right(String question) {
        Map<?, ?> signals = context.ask(M, question).getMessage().getHeader(CascadeFlowConstants.SIGNALS, Map.class);
        return signals.get("history.right");
    }

    @Test
    void theNearestQuestionsTell() {
        assertThat(right("What is 7 + 5?")).isEqualTo(1.0);
        assertThat(right("Name the capital of Spain")).isEqualTo(0.0);
    }

    @Test
    void itIsAbsentWhenNoneIsNearOrOnlyTheQuestionItself() {
        assertThat(right("Translate: blue sky")).isNull();
        assertThat(right("What is 2 + 2?")).isNull();
    }

    @Test
    void aRecordingThatCannotTellIsRefusedAtStart() {
        assertThat(complaintAbout("cascadeflow:probe:dear?history=classpath:camel/history.jsonl"))
                .hasMessageContaining("option history: no answer of model 'dear'")
                .hasMessageContaining("has a label");
        assertThat(complaintAbout("cascadeflow:probe:nobody?history=classpath:camel/history.jsonl"))
                .isNotNull();
        assertThat(complaintAbout("cascadeflow:probe:m?history=file:nowhere.jsonl"))
                .hasMessageContaining("nowhere.jsonl");
    }

    private Throwable complaintAbout(String uri) {
        Throwable thrown = catchThrowable(() -> context.camel.getEndpoint(uri).createProducer());
        assertThat(thrown).isNotNull();
        return thrown;
    }
}
