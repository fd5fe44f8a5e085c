package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.http.JdkTransport;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.anthropic.AnthropicProviderFactory;
import io.cascadeflow.provider.bedrock.BedrockProviderFactory;
import io.cascadeflow.provider.gemini.GeminiProviderFactory;
import io.cascadeflow.provider.ollama.OllamaProviderFactory;
import io.cascadeflow.provider.openai.OpenAiProviders;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors in each of the protocols that have them. */
@Timeout(60)
class EmbeddingProvidersTest {

    private static final EmbeddingRequest TWO = new EmbeddingRequest(List.of("hello", "Zürich"), 2, "u");

    private final FakeProvider fake = FakeProvider.start();
    private final JdkTransport transport = new JdkTransport();

    @AfterEach
    void close() {
        transport.close();
        fake.close();
    }

    private EmbeddingProvider provider(ChatProviderFactory factory, String name, Map<String, Object> fields) {
        ProviderSettings settings = new ProviderSettings(
                name, URI.create(fake.uri().toString()), "k", Map.of(), fields, null, variable -> null);
        return factory.embeddings(settings, new ProviderContext(transport, Retry.NONE, Clock.systemUTC()))
                .orElseThrow();
    }

    private static EmbeddingReply reply(EmbeddingProvider provider, String model) throws Exception {
        return provider.embed(new EmbeddingCall(model, TWO, Instant.now().plusSeconds(30)))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static ProviderException failure(EmbeddingProvider provider) throws Exception {
        return failure(provider, "m");
    }

    private static ProviderException failure(EmbeddingProvider provider, String model) throws Exception {
        try {
            reply(provider, model);
            throw new AssertionError("it should have failed");
        } catch (ExecutionException failed) {
            return (ProviderException) Objects.requireNonNull(failed.getCause());
        }
    }

    @Test
    void geminiIsAskedForAllTextsAtOnce() throws Exception {
        fake.answer(FakeAnswer.json(200, "{\"embeddings\":[{\"values\":[0.5,0.125]},{\"values\":[0.25,-1]}]}"));

        EmbeddingReply reply = reply(
                provider(new GeminiProviderFactory(), "gemini", Map.of("taskType", "RETRIEVAL_QUERY")),
                "gemini-embedding-001");

        assertThat(reply.vectors()).containsExactly(new float[] {0.5f, 0.125f}, new float[] {0.25f, -1});
        assertThat(reply.usage()).as("Google tells none").isNull();
        assertThat(fake.onlyRequest().target()).isEqualTo("/v1beta/models/gemini-embedding-001:batchEmbedContents");
        assertThat(fake.onlyRequest().header("x-goog-api-key")).contains("k");
        assertThat(WireJson.parse(fake.onlyRequest().text()).at("/requests/1"))
                .hasToString("{\"taskType\":\"RETRIEVAL_QUERY\",\"model\":\"models/gemini-embedding-001\","
                        + "\"content\":{\"parts\":[{\"text\":\"Zürich\"}]},\"outputDimensionality\":2}");
    }

    @Test
    void ollamaTellsWhatItHasRead() throws Exception {
        fake.answer(
                FakeAnswer.json(
                        200,
                        "{\"model\":\"nomic-embed-text:latest\",\"embeddings\":[[0.5,0.125],[0.25,-1]],\"prompt_eval_count\":8}"));

        EmbeddingReply reply =
                reply(provider(new OllamaProviderFactory(), "ollama", Map.of("keep_alive", "5m")), "nomic-embed-text");

        assertThat(reply.vectors()).containsExactly(new float[] {0.5f, 0.125f}, new float[] {0.25f, -1});
        assertThat(reply.model()).isEqualTo("nomic-embed-text:latest");
        assertThat(reply.usage()).isEqualTo(TokenUsage.of(8, 0));
        assertThat(fake.onlyRequest().target()).isEqualTo("/api/embed");
        assertThat(WireJson.parse(fake.onlyRequest().text()))
                .hasToString(
                        "{\"keep_alive\":\"5m\",\"model\":\"nomic-embed-text\",\"input\":[\"hello\",\"Zürich\"],\"dimensions\":2}");
    }

    @Test
    void mistralHasItsOwnNameForTheLengthAndNoUser() throws Exception {
        fake.answer(FakeAnswer.json(
                200,
                "{\"model\":\"mistral-embed\",\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[3,4]}],"
                        + "\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}"));

        EmbeddingReply reply = reply(provider(new OpenAiProviders(), "mistral", Map.of()), "mistral-embed");

        assertThat(reply.usage()).isEqualTo(TokenUsage.of(5, 0));
        assertThat(WireJson.parse(fake.onlyRequest().text()))
                .hasToString("{\"model\":\"mistral-embed\",\"input\":[\"hello\",\"Zürich\"],\"output_dimension\":2}");
    }

    @Test
    void vertexPredictsAndCountsTheTokensOfEachText() throws Exception {
        fake.answer(
                FakeAnswer.json(
                        200,
                        "{\"predictions\":[{\"embeddings\":{\"values\":[0.5,0.125],\"statistics\":{\"token_count\":3,\"truncated\":false}}},"
                                + "{\"embeddings\":{\"values\":[0.25,-1],\"statistics\":{\"token_count\":5,\"truncated\":false}}}]}"));

        EmbeddingReply reply = reply(
                provider(new GeminiProviderFactory(), "vertex", Map.of("task_type", "RETRIEVAL_QUERY")),
                "text-embedding-005");

        assertThat(reply.vectors()).containsExactly(new float[] {0.5f, 0.125f}, new float[] {0.25f, -1});
        assertThat(reply.usage()).isEqualTo(TokenUsage.of(8, 0));
        assertThat(fake.onlyRequest().target()).endsWith("/models/text-embedding-005:predict");
        assertThat(WireJson.parse(fake.onlyRequest().text()))
                .hasToString("{\"instances\":[{\"task_type\":\"RETRIEVAL_QUERY\",\"content\":\"hello\"},"
                        + "{\"task_type\":\"RETRIEVAL_QUERY\",\"content\":\"Zürich\"}],"
                        + "\"parameters\":{\"outputDimensionality\":2}}");
    }

    @Test
    void aModelThatTakesOneTextAtOnceIsAskedForEach() throws Exception {
        fake.answer(prediction("[0.5,0.125]", 3));
        fake.answer(prediction("[0.25,-1]", 5));

        EmbeddingReply reply = reply(provider(new GeminiProviderFactory(), "vertex", Map.of()), "gemini-embedding-001");

        assertThat(reply.vectors()).containsExactly(new float[] {0.5f, 0.125f}, new float[] {0.25f, -1});
        assertThat(reply.usage()).isEqualTo(TokenUsage.of(8, 0));
        assertThat(fake.requests()).hasSize(2);
    }

    private static FakeAnswer prediction(String values, int tokens) {
        return FakeAnswer.json(
                200,
                "{\"predictions\":[{\"embeddings\":{\"values\":%s,\"statistics\":{\"token_count\":%d}}}]}"
                        .formatted(values, tokens));
    }

    @Test
    void aFailureTellsWhatTheTextsBeforeItConsumed() throws Exception {
        EmbeddingProvider titan = provider(new BedrockProviderFactory(), "bedrock", Map.of());
        fake.answer(FakeAnswer.json(200, "{\"embedding\":[0.5,0.125],\"inputTextTokenCount\":3}"));
        fake.answer(
                FakeAnswer.json(429, "{\"message\":\"slow down\"}").header("x-amzn-ErrorType", "ThrottlingException"));

        ProviderException refused = failure(titan, "amazon.titan-embed-text-v2:0");

        assertThat(refused.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(refused.details().usage()).isEqualTo(TokenUsage.of(3, 0));

        fake.answer(FakeAnswer.json(200, "{\"embedding\":[0.5,0.125],\"inputTextTokenCount\":3}"));
        fake.answer(FakeAnswer.json(200, "{\"embedding\":[0.5]}"));

        ProviderException unreadable = failure(titan, "amazon.titan-embed-text-v2:0");

        assertThat(unreadable.parameter()).isEqualTo("dimensions");
        assertThat(unreadable.details().usage()).satisfies(usage -> {
            assertThat(usage.estimated())
                    .as("the second one told nothing, and was made all the same")
                    .isTrue();
            assertThat(usage.input()).isGreaterThan(3);
        });

        fake.answer(FakeAnswer.json(200, "{\"embedding\":[0.5,0.125],\"inputTextTokenCount\":3}"));
        fake.answer(FakeAnswer.json(200, "hello"));

        assertThat(failure(titan, "amazon.titan-embed-text-v2:0").details().usage())
                .as("nobody knows what the second one cost: the most that all can have counts")
                .isNull();
    }

    @Test
    void titanIsAskedForEachText() throws Exception {
        fake.answer(FakeAnswer.json(200, "{\"embedding\":[0.5,0.125],\"inputTextTokenCount\":3}"));
        fake.answer(FakeAnswer.json(200, "{\"embedding\":[0.25,-1],\"inputTextTokenCount\":5}"));

        EmbeddingReply reply = reply(
                provider(new BedrockProviderFactory(), "bedrock", Map.of("normalize", true)),
                "amazon.titan-embed-text-v2:0");

        assertThat(reply.vectors()).containsExactly(new float[] {0.5f, 0.125f}, new float[] {0.25f, -1});
        assertThat(reply.usage()).isEqualTo(TokenUsage.of(8, 0));
        assertThat(fake.requests())
                .allSatisfy(request ->
                        assertThat(request.target()).isEqualTo("/model/amazon.titan-embed-text-v2%3A0/invoke"))
                .map(request -> WireJson.parse(request.text()).toString())
                .containsExactly(
                        "{\"normalize\":true,\"inputText\":\"hello\",\"dimensions\":2}",
                        "{\"normalize\":true,\"inputText\":\"Zürich\",\"dimensions\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[0.5,0.125],[0.25,-1]]", "{\"float\":[[0.5,0.125],[0.25,-1]]}"})
    void coheresModelsTellTheirTokensInAHeader(String vectors) throws Exception {
        fake.answer(FakeAnswer.json(200, "{\"embeddings\":" + vectors + "}")
                .header("X-Amzn-Bedrock-Input-Token-Count", "8"));

        EmbeddingReply reply = reply(
                provider(new BedrockProviderFactory(), "bedrock", Map.of("input_type", "search_query")),
                "cohere.embed-v4:0");

        assertThat(reply.vectors()).containsExactly(new float[] {0.5f, 0.125f}, new float[] {0.25f, -1});
        assertThat(reply.usage()).isEqualTo(TokenUsage.of(8, 0));
        assertThat(WireJson.parse(fake.onlyRequest().text()))
                .hasToString(
                        "{\"input_type\":\"search_query\",\"texts\":[\"hello\",\"Zürich\"],\"output_dimension\":2}");
    }

    @Test
    void anIdentifierThatTellsNoMakerIsRefusedBeforeTheCall() throws Exception {
        ProviderException failure = failure(provider(new BedrockProviderFactory(), "bedrock", Map.of()), "mine");

        assertThat(failure.kind()).isEqualTo(Kind.BAD_REQUEST);
        assertThat(failure).hasMessageContaining("titan-embed or cohere.embed");
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void givingUpEndsWhatIsAskedOneAfterAnother() throws Exception {
        fake.answer(FakeAnswer.json(200, "{\"embedding\":[0.5,0.125],\"inputTextTokenCount\":3}"));
        CountDownLatch second = new CountDownLatch(1);
        fake.answer(request -> {
            second.countDown();
            return FakeAnswer.never();
        });
        CompletableFuture<EmbeddingReply> asked = provider(new BedrockProviderFactory(), "bedrock", Map.of())
                .embed(new EmbeddingCall(
                        "amazon.titan-embed-text-v2:0", TWO, Instant.now().plusSeconds(30)))
                .toCompletableFuture();
        assertThat(second.await(20, TimeUnit.SECONDS)).isTrue();

        asked.cancel(true);

        assertThat(fake.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void azureHasThemAtItsResource() throws Exception {
        fake.answer(FakeAnswer.json(
                200, "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[3,4]}]}"));

        reply(provider(new OpenAiProviders(), "azure", Map.of()), "text-embedding-3-small");

        assertThat(fake.onlyRequest().target()).isEqualTo("/openai/v1/embeddings");
        assertThat(fake.onlyRequest().header("api-key")).contains("k");
    }

    @ParameterizedTest
    @CsvSource({"deepseek", "groq", "anthropic"})
    void whereThereAreNoneNothingIsMade(String name) {
        ChatProviderFactory factory = name.equals("anthropic") ? new AnthropicProviderFactory() : new OpenAiProviders();

        assertThat(factory.embeddings(
                        ProviderSettings.of(name).withApiKey("k"),
                        new ProviderContext(transport, Retry.NONE, Clock.systemUTC())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"embeddings\":[[1,2]]}",
                "{\"embeddings\":[[1,2],[1]]}",
                "{\"embeddings\":[[1,2],[1,\"x\"]]}",
                "{\"embeddings\":[[1,2],[1,1e999]]}",
                "{\"embeddings\":[[],[]]}",
                "{\"embeddings\":[7,8]}",
                "{}",
                "hello"
            })
    void whatIsNoVectorForEachTextIsUnreadable(String body) throws Exception {
        fake.answer(FakeAnswer.json(200, body));

        ProviderException failure = failure(provider(new OllamaProviderFactory(), "ollama", Map.of()));

        assertThat(failure.kind()).isEqualTo(Kind.BAD_PAYLOAD);
        assertThat(failure.toString()).doesNotContain("hello");
    }

    @Test
    void vectorsOfAnotherLengthAreRefusedByNameWithWhatTheyCost() throws Exception {
        fake.answer(FakeAnswer.json(200, "{\"embeddings\":[[1,2,3],[4,5,6]],\"prompt_eval_count\":8}"));

        ProviderException failure = failure(provider(new OllamaProviderFactory(), "ollama", Map.of()));

        assertThat(failure.parameter()).isEqualTo("dimensions");
        assertThat(failure.details().usage()).isEqualTo(TokenUsage.of(8, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "404,{\"error\":\"model not found\"},NOT_FOUND,ollama",
        "429,'{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\"}}',RATE_LIMITED,gemini",
        "400,'{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\"}}',BAD_REQUEST,gemini",
        "503,<html>,OVERLOADED,ollama"
    })
    void failuresAreOfTheirKinds(int status, String body, Kind kind, String name) throws Exception {
        fake.answer(FakeAnswer.json(status, body));
        ChatProviderFactory factory = name.equals("gemini") ? new GeminiProviderFactory() : new OllamaProviderFactory();

        assertThat(failure(provider(factory, name, Map.of())).kind()).isEqualTo(kind);
    }
}
