package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.stream.ReplyStream;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A stream from a provider that cannot stream. */
class WholeAnswersAsStreamsTest {

    @Test
    void theAnswerIsOnePiece() throws Exception {
        try (ProbeContext context = new ProbeContext(component -> {})) {
            context.probe.answers(call -> CompletableFuture.completedFuture(ProbeProvider.reply("It is Paris.")));

            Exchange exchange = context.ask("cascadeflow:probe:m?streaming=true", "What?");

            ReplyStream stream = exchange.getMessage().getBody(ReplyStream.class);
            assertThat(stream.stream().toList()).containsExactly("It is Paris.");
            assertThat(stream.headers().toCompletableFuture().join()).containsKey(CascadeFlowConstants.COST);
        }
    }
}
