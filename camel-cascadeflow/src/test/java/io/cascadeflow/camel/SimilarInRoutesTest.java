package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.cascadeflow.cache.CacheStore;
import io.cascadeflow.cache.MemoryStore;
import io.cascadeflow.camel.stream.ReplyStream;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kept answer is given to a question that only means the same, where the operator wants that, and nowhere else. */
class SimilarInRoutesTest {

    private static final String CASCADE = "cascadeflow:cascade:support";
    private static final String QUESTION = "How do I reset my password?";
    private static final String OTHER = "How can I reset my password?";
    private static final String SIMILAR = "{maxAge: 10m, similar: {embeddingModel: '#meaning', atLeast: 0.9}}";

    private static final String CONFIGURATION = """
            models:
              "probe:m": {input: 1, output: 10}
              "probe:dear": {input: 10, output: 100}
            cascades:
              support:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m?gate=%23sure", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear?gate=%23unsure"}
                cache: CACHE
              elsewhere:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m?gate=%23sure", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear?gate=%23unsure"}
                cache: CACHE
            ledger: {memory: true}
            budgets: [{name: company, limit: 100, window: day, per: tenant, whenKeyMissing: none}]
            audit: {file: AUDIT, content: full}
            """;

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger embedded = new AtomicInteger();
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private EmbeddingModel meaning = this::allTheSame;
    private @Nullable ProbeContext context;

    private Response<List<Embedding>> allTheSame(List<TextSegment> texts) {
        embedded.incrementAndGet();
        threads.add(Thread.currentThread().getName());
        return Response.from(texts.stream()
                .map(text -> Embedding.from(new float[] {1, 2, 3}))
                .toList());
    }

    private ProbeContext with(String cache, String... more) throws Exception {
        String text = CONFIGURATION
                .replace("CACHE", cache)
                .replace("AUDIT", folder.resolve("decisions.jsonl").toString());
        Path file = Files.writeString(folder.resolve("cache.yaml"), text + String.join("\n", more));
        CacheStore kept = new MemoryStore(1 << 20, Duration.ofMinutes(10), clock);
        ProbeContext made = new ProbeContext(
                component -> {
                    component.getCamelContext().getRegistry().bind("kept", kept);
                    component.getCamelContext().getRegistry().bind("meaning", meaning);
                    component.setConfiguration("file:" + file);
                },
                clock);
        made.probe.answers(
                call -> CompletableFuture.completedFuture(ProbeProvider.reply("answer " + answers.incrementAndGet())));
        context = made;
        return made;
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    private static String text(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        Object body = exchange.getMessage().getBody();
        if (!(body instanceof ReplyStream stream)) {
            return String.valueOf(body);
        }
        StringBuilder text = new StringBuilder();
        stream.iterator().forEachRemaining(text::append);
        return text.toString();
    }

    @Test
    void aRealModelTellsTheSameFromAnotherAndHeadersTraceAndAuditTellThatItWasOnlySimilar() throws Exception {
        EmbeddingModel bge = new BgeSmallEnV15QuantizedEmbeddingModel();
        meaning = texts -> {
            threads.add(Thread.currentThread().getName());
            return bge.embedAll(texts);
        };
        ProbeContext with = with(SIMILAR);
        Map<String, Object> of = Map.of(CascadeFlowConstants.TENANT, "a");
        assertThat(text(with.ask(CASCADE, QUESTION, of))).isEqualTo("answer 1");
        int lines = with.lines().size();
        Exchange similar = with.ask(CASCADE, OTHER, of);

        assertThat(text(similar)).isEqualTo("answer 1");
        assertThat(with.probe.count()).isEqualTo(1);
        assertThat(with.lines()).hasSize(lines);
        assertThat(similar.getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.CACHED, true)
                .containsEntry(CascadeFlowConstants.OUTCOME, "accepted")
                .containsEntry(CascadeFlowConstants.CONFIDENCE, 0.9)
                .containsEntry(CascadeFlowConstants.INPUT_TOKENS, 0L);
        assertThat(similar.getMessage().getHeader(CascadeFlowConstants.CACHE_SIMILARITY, Double.class))
                .isBetween(0.9, 0.9999);
        assertThat(similar.getMessage()
                        .getHeader(CascadeFlowConstants.TOTAL_COST)
                        .toString())
                .isEqualTo("0");
        assertThat(Traces.of(similar).get(0).reason().code()).isEqualTo(Reason.Code.SIMILAR);
        assertThat(Traces.of(similar).get(0).reason().text())
                .matches("tier 'small': answered from the cache, as a question of similarity 0\\.9\\d{3} was")
                .doesNotContain("password");
        assertThat(with.ask(CASCADE, QUESTION, of).getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.CACHED, true)
                .doesNotContainKey(CascadeFlowConstants.CACHE_SIMILARITY);
        assertThat(text(with.ask(CASCADE, "Where do bananas grow?", of))).isEqualTo("answer 2");
        assertThat(threads).isNotEmpty().allMatch(name -> name.contains("CascadeFlowEmbedding"));
        with.camel.stop();
        assertThat(Files.readAllLines(folder.resolve("decisions.jsonl")).get(2))
                .contains("\"why\":\"similar\"", "\"totalCostUsd\":\"0\"", OTHER, "answer 1");
    }

    @Test
    void streamsHearItToo() throws Exception {
        ProbeContext with = with(SIMILAR);
        with.ask(CASCADE, QUESTION);
        assertThat(text(with.ask(CASCADE + "?streaming=true", OTHER))).isEqualTo("answer 1");
        assertThat(with.probe.count()).isEqualTo(1);
    }

    @Test
    void everythingElseThatAnAnswerDependsOnTellsQuestionsApartThoughAllMeanTheSame() throws Exception {
        ProbeContext with = with(SIMILAR);
        ChatRequest asked = ChatRequest.of(QUESTION);
        Map<String, Object> of = Map.of(CascadeFlowConstants.TENANT, "a");
        text(with.ask(CASCADE, asked, of));
        ChatRequest other = ChatRequest.of(OTHER);
        List<Exchange> apart = List.of(
                with.ask(CASCADE, other, Map.of(CascadeFlowConstants.TENANT, "b")),
                with.ask(CASCADE, other, Map.of()),
                with.ask(CASCADE, ChatRequest.of(OTHER + " 2"), of),
                with.ask(CASCADE, other.withSystemMessage("You are a pirate."), of),
                with.ask(CASCADE, other.withSampling(Sampling.DEFAULT.withTemperature(0.5)), of),
                with.ask(CASCADE, other.withOutput(other.output().withMaxTokens(7)), of),
                with.ask(CASCADE, other.withTools(Tools.of(new ToolSpec("t", "t", "{}", null))), of),
                with.ask(CASCADE, OTHER.concat("?"), and(of, CascadeFlowConstants.TEMPERATURE, 0.25)),
                with.ask(CASCADE, other, and(of, CascadeFlowConstants.SYSTEM_MESSAGE, "Be brief.")),
                with.ask(CASCADE, other, and(of, CascadeFlowConstants.PASSAGES, List.of("two"))),
                with.ask(CASCADE, other, and(of, CascadeFlowConstants.FORCE_TIER, "large")),
                with.ask(
                        CASCADE,
                        ChatRequest.of(List.of(
                                ChatMessage.user("Hello"), ChatMessage.assistant("Hi"), ChatMessage.user(OTHER))),
                        of),
                with.ask("cascadeflow:cascade:elsewhere", other, of));
        assertThat(apart)
                .allSatisfy(exchange ->
                        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(CascadeFlowConstants.CACHED));
        assertThat(with.ask(CASCADE, other, of).getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.CACHE_SIMILARITY, 1.0);
    }

    private static Map<String, Object> and(Map<String, Object> headers, String name, Object value) {
        Map<String, Object> all = new HashMap<>(headers);
        all.put(name, value);
        return all;
    }

    @Test
    void whatIsNotWantedIsNotDone() throws Exception {
        ProbeContext with = with("{maxAge: 10m}");
        with.ask(CASCADE, QUESTION);
        assertThat(text(with.ask(CASCADE, OTHER))).isEqualTo("answer 2");
        assertThat(embedded).hasValue(0);
    }

    @Test
    void whereARuleRedactsNoVectorsAreMade() throws Exception {
        ProbeContext with = with(SIMILAR, "policies:", "  - {name: private, then: {redact: email}}");
        with.ask(CASCADE, "Write to jane.roe@example.com.");
        assertThat(text(with.ask(CASCADE, "Write to jane.doe@example.com."))).isEqualTo("answer 2");
        assertThat(embedded).hasValue(0);
        assertThat(text(with.ask(CASCADE, "Write to jane.roe@example.com."))).isEqualTo("answer 1");
    }

    @Test
    void anAnswerGetsTooOldAndIsNotHandedOn() throws Exception {
        ProbeContext with = with(SIMILAR);
        with.ask(CASCADE, QUESTION);
        clock.advance(Duration.ofMinutes(9));
        assertThat(text(with.ask(CASCADE, OTHER))).isEqualTo("answer 1");
        clock.advance(Duration.ofMinutes(1));
        assertThat(text(with.ask(CASCADE, OTHER))).isEqualTo("answer 2");
    }

    @Test
    void anEmbeddingModelThatFailsIsDoneWithout() throws Exception {
        meaning = texts -> {
            throw new IllegalStateException("out of memory on the card");
        };
        ProbeContext with = with(SIMILAR);
        with.ask(CASCADE, QUESTION);
        assertThat(text(with.ask(CASCADE, OTHER))).isEqualTo("answer 2");
        assertThat(text(with.ask(CASCADE, QUESTION))).isEqualTo("answer 1");
    }

    @Test
    void aStoreOfOnesOwnKeepsTheAnswersAndThisNodeKnowsWhichAreSimilar() throws Exception {
        ProbeContext with = with(SIMILAR.replace("10m,", "10m, store: '#kept',"));
        with.ask(CASCADE, QUESTION);
        assertThat(text(with.ask(CASCADE, OTHER))).isEqualTo("answer 1");
    }

    @Test
    void anEmbeddingModelThatIsNotThereStopsTheStart() throws Exception {
        ProbeContext with = with(SIMILAR.replace("#meaning", "#nobody"));
        assertThatThrownBy(() -> with.ask(CASCADE, QUESTION))
                .hasStackTraceContaining(
                        "cascade 'support': cache.similar: option embeddingModel: there is no bean 'nobody' in the registry");
    }
}
