package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** How near question and answer are in meaning, measured off the caller's thread. */
class EmbeddingsInRoutesTest extends SignalsFixture {

    /** Remembers which threads it worked on. */
    private record Watched(EmbeddingModel model, Set<String> threads) implements EmbeddingModel {

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
            threads.add(Thread.currentThread().getName());
            return model.embedAll(texts);
        }
    }

    @Test
    void aRealModelTellsNearFromFarOffTheCallersThread() throws Exception {
        BudgetFixture with = with();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        with.context.camel.getRegistry().bind("bge", new Watched(new BgeSmallEnV15QuantizedEmbeddingModel(), threads));
        String uri = M + "?samples=2&embeddingModel=#bge";
        String question = "How do I reset my password?";
        with.context.probe.answers(call -> CompletableFuture.completedFuture(ProbeProvider.reply(
                call.sample() == 1
                        ? "Open the settings page and choose a new password."
                        : "You can set another password in the settings.")));
        Map<String, Double> near = signals(with.context.ask(uri, question));
        with.context.probe.answers(call -> CompletableFuture.completedFuture(ProbeProvider.reply(
                call.sample() == 1
                        ? "Bananas grow in warm countries."
                        : "You can set another password in the settings.")));
        Map<String, Double> far = signals(with.context.ask(uri, question));

        assertThat(near.get("embedding.similarity")).isGreaterThan(far.get("embedding.similarity"));
        assertThat(near.get("embedding.agreement")).isGreaterThan(far.get("embedding.agreement"));
        assertThat(threads).isNotEmpty().allMatch(name -> name.contains("CascadeFlowEmbedding"));
        assertThat(signals(with.context.ask(M + "?embeddingModel=#bge", question)))
                .containsKey("embedding.similarity")
                .doesNotContainKey("embedding.agreement");
    }

    @Test
    void whatIsNoEmbeddingModelIsRefusedAtStart() throws Exception {
        BudgetFixture with = with();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with.context
                        .camel
                        .getEndpoint(M + "?embeddingModel=#nobody")
                        .createProducer())
                .withMessageContaining("there is no bean 'nobody'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with.context
                        .camel
                        .getEndpoint(M + "?embeddingModel=#sure")
                        .createProducer())
                .withMessageContaining("dev.langchain4j.model.embedding.EmbeddingModel");
    }

    @Test
    void anEmbeddingThatFailsIsAbsent() throws Exception {
        BudgetFixture with = with();
        with.context.camel.getRegistry().bind("bad", (EmbeddingModel) texts -> {
            throw new IllegalStateException("out of memory on the card");
        });
        assertThat(signals(with.context.ask(M + "?embeddingModel=#bad", "2+2?")))
                .doesNotContainKey("embedding.similarity");
    }
}
