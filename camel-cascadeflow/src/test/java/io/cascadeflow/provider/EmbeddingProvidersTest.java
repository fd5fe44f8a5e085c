package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.http.JdkTransport;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.gemini.GeminiProviderFactory;
import io.cascadeflow.provider.ollama.OllamaProviderFactory;
import io.cascadeflow.provider.openai.OpenAiProviders;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        try {
            reply(provider, "m");
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

    @ParameterizedTest
    @CsvSource({"deepseek", "groq", "vertex"})
    void whereThereAreNoneNothingIsMade(String name) {
        ChatProviderFactory factory = name.equals("vertex") ? new GeminiProviderFactory() : new OpenAiProviders();

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
