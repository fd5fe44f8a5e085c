package io.cascadeflow.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.HttpOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.embeddings.EmbeddingCreateParams;
import io.cascadeflow.camel.http.JdkTransport;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.provider.ChatProviderFactory;
import io.cascadeflow.provider.EmbeddingCall;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.Retry;
import io.cascadeflow.provider.gemini.GeminiProviderFactory;
import io.cascadeflow.provider.openai.OpenAiProviders;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests for vectors beside those of the providers' own clients. */
@Timeout(60)
class EmbeddingsComparisonTest {

    private static final String KEY = Comparison.KEY;
    private static final List<String> TEXTS = List.of("hello", "Zürich");

    private static Arrived arrived(Consumer<URI> asking) {
        try (FakeProvider server = FakeProvider.start()) {
            server.answer(FakeAnswer.json(400, "{\"error\":{\"message\":\"no\",\"code\":400}}"));
            assertThatThrownBy(() -> asking.accept(server.uri())).isInstanceOf(Exception.class);
            return Arrived.of(server.onlyRequest());
        }
    }

    private static Arrived ours(ChatProviderFactory factory, String name, String path, String model) {
        return arrived(server -> {
            try (JdkTransport transport = new JdkTransport()) {
                ProviderSettings settings = ProviderSettings.of(name)
                        .withEnvironment(variable -> null)
                        .withBaseUrl(URI.create(server + path))
                        .withApiKey(KEY);
                factory.embeddings(settings, new ProviderContext(transport, Retry.NONE, Clock.systemUTC()))
                        .orElseThrow()
                        .embed(new EmbeddingCall(
                                model,
                                new EmbeddingRequest(TEXTS, 256, null),
                                Instant.now().plusSeconds(30)))
                        .toCompletableFuture()
                        .orTimeout(30, TimeUnit.SECONDS)
                        .handle((reply, failure) -> {
                            throw (ProviderException) failure;
                        })
                        .join();
            }
        });
    }

    @Test
    void openAi() {
        Arrived theirs = arrived(server -> {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(server + "/v1")
                    .apiKey(KEY)
                    .maxRetries(0)
                    .build();
            client.embeddings()
                    .create(EmbeddingCreateParams.builder()
                            .model("text-embedding-3-small")
                            .inputOfArrayOfStrings(TEXTS)
                            .dimensions(256)
                            .build());
        });
        Map<String, String> differences =
                Arrived.differences(theirs, ours(new OpenAiProviders(), "openai", "/v1", "text-embedding-3-small"));
        differences.keySet().removeIf(field -> field.startsWith("header x-stainless-"));

        assertThat(differences)
                .as("this client asks for base64, which is shorter; we read both and ask for what every server has")
                .containsOnlyKeys("/encoding_format", "header accept");
    }

    @Test
    void gemini() {
        Arrived theirs = arrived(server -> {
            try (Client client = Client.builder()
                    .apiKey(KEY)
                    .httpOptions(
                            HttpOptions.builder().baseUrl(server.toString()).build())
                    .build()) {
                client.models.embedContent(
                        "gemini-embedding-001",
                        TEXTS,
                        EmbedContentConfig.builder().outputDimensionality(256).build());
            }
        });
        Map<String, String> differences =
                Arrived.differences(theirs, ours(new GeminiProviderFactory(), "gemini", "", "gemini-embedding-001"));

        assertThat(differences)
                .as("the version, as for answers; a text has no speaker; and what GeminiComparisonTest explains")
                .containsOnlyKeys(
                        "path",
                        "/requests/0/content/role",
                        "/requests/1/content/role",
                        "header accept",
                        "header content-type",
                        "header x-goog-api-client");
    }

    /** With a key, which stands for a project by itself. */
    @Test
    void vertex() {
        Arrived theirs = arrived(server -> {
            try (Client client = Client.builder()
                    .vertexAI(true)
                    .apiKey(KEY)
                    .httpOptions(
                            HttpOptions.builder().baseUrl(server.toString()).build())
                    .build()) {
                client.models.embedContent(
                        "text-embedding-005",
                        TEXTS,
                        EmbedContentConfig.builder().outputDimensionality(256).build());
            }
        });
        Map<String, String> differences =
                Arrived.differences(theirs, ours(new GeminiProviderFactory(), "vertex", "", "text-embedding-005"));

        assertThat(differences)
                .as("what GeminiComparisonTest explains")
                .containsOnlyKeys("header accept", "header content-type", "header x-goog-api-client");
    }
}
