package io.cascadeflow.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ReplySink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeToolCallsTest {

    private static final Tools TOOLS = new Tools(
            List.of(new ToolSpec(
                    "refund",
                    "gives money back",
                    "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"}},\"required\":[\"id\"]}",
                    null)),
            ToolChoice.AUTO,
            null);

    private final Collected told = new Collected();
    private final ReplySink sink = WholeToolCalls.before(told, TOOLS);

    private CompletableFuture<Void> tell(ReplyEvent event) {
        return sink.accept(event).toCompletableFuture();
    }

    @Test
    void aCallIsToldWhenItIsComplete() {
        ReplyEvent text = new ReplyEvent.Text("One moment.", Logprobs.ABSENT);
        ReplyEvent start = new ReplyEvent.ToolCallStart(0, "call_1", "refund");
        ReplyEvent first = new ReplyEvent.ToolCallArguments(0, "{\"id\":");
        ReplyEvent second = new ReplyEvent.ToolCallArguments(0, "\"42\"}");
        ReplyEvent finish = new ReplyEvent.Finish(FinishReason.TOOL_CALLS);

        tell(text);
        tell(start);
        tell(first);
        tell(second);
        assertThat(told.events).containsExactly(text);

        assertThat(tell(finish)).isCompleted();
        assertThat(told.events).containsExactly(text, start, first, second, finish);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "refund | {\"id\":42}",
                "refund | {\"id\":\"4",
                "refund | {}",
                "delete | {\"id\":\"42\"}",
            })
    void aCallThatDoesNotFitIsNeverTold(String tool, String arguments) {
        tell(new ReplyEvent.ToolCallStart(0, "call_1", tool));
        tell(new ReplyEvent.ToolCallArguments(0, arguments));

        assertThat(tell(new ReplyEvent.Finish(FinishReason.TOOL_CALLS)))
                .isCompletedExceptionally()
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(ProviderException.class)
                .withMessageNotContaining("42");
        assertThat(told.events).isEmpty();
    }

    @Test
    void halfACallIsNeverTold() {
        tell(new ReplyEvent.ToolCallStart(0, "call_1", "refund"));
        tell(new ReplyEvent.ToolCallArguments(0, "{\"id\":\"42\"}"));

        assertThat(told.events).isEmpty();
    }

    @Test
    void withoutToolsNothingIsHeldBack() {
        assertThat(WholeToolCalls.before(told, Tools.NONE)).isSameAs(told);
    }
}
