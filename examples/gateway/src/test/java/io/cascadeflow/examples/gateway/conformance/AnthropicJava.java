package io.cascadeflow.examples.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.models.ModelInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Anthropic's own client for Java. */
final class AnthropicJava implements Sdk, Sdk.Lists, Sdk.Finds, Sdk.Counts {

    private final Map<Door, AnthropicClient> clients = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "anthropic-java";
    }

    @Override
    public String version() {
        return Versions.of(AnthropicClient.class);
    }

    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC;
    }

    @Override
    public Map<Feature, String> lacks() {
        return Map.of(Feature.LOGPROBS, "Anthropic's API has none", Feature.EMBEDDINGS, "Anthropic's API has none");
    }

    private AnthropicClient client(Door door) {
        return clients.computeIfAbsent(door, AnthropicJava::connect);
    }

    private static AnthropicClient connect(Door door) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(door.root())
                .apiKey(door.key())
                .maxRetries(door.retries())
                .build();
    }

    @Override
    public Said ask(Door door, Task task) {
        return told(() -> {
            Message message = client(door).messages().create(AnthropicJavaWords.params(task));
            Said.Notes notes = Said.notes();
            message.content().stream()
                    .flatMap(block -> block.text().stream())
                    .forEach(text -> notes.piece(text.text()));
            return said(notes, message);
        });
    }

    private static Said said(Said.Notes notes, Message message) {
        message.content().stream()
                .map(ContentBlock::toolUse)
                .flatMap(Optional::stream)
                .forEach(call -> notes.call(call.id(), call.name(), Json.text(call._input())));
        return notes.used(message.usage().inputTokens(), message.usage().outputTokens())
                .finish(message.stopReason().orElseThrow())
                .said();
    }

    @Override
    public Said stream(Door door, Task task) {
        return told(() -> {
            Said.Notes notes = Said.notes();
            MessageAccumulator all = MessageAccumulator.create();
            try (StreamResponse<RawMessageStreamEvent> events =
                    client(door).messages().createStreaming(AnthropicJavaWords.params(task))) {
                texts(events.stream().map(all::accumulate)).forEach(notes::piece);
            }
            return said(notes, all.message());
        });
    }

    private static Stream<String> texts(Stream<RawMessageStreamEvent> events) {
        return events.flatMap(event -> event.contentBlockDelta().stream())
                .flatMap(delta -> delta.delta().text().stream())
                .map(text -> text.text());
    }

    @Override
    public void leave(Door door, Task task) {
        try (StreamResponse<RawMessageStreamEvent> events =
                client(door).messages().createStreaming(AnthropicJavaWords.params(task))) {
            assertThat(texts(events.stream()).findFirst()).isPresent();
        }
    }

    @Override
    public List<String> models(Door door) {
        return told(() -> client(door).models().list().autoPager().stream()
                .map(ModelInfo::id)
                .toList());
    }

    @Override
    public String model(Door door, String model) {
        return told(() -> client(door).models().retrieve(model).id());
    }

    @Override
    public long count(Door door, Task task) {
        MessageCountTokensParams params = MessageCountTokensParams.builder()
                .model(task.model())
                .messages(AnthropicJavaWords.params(task).messages())
                .build();
        return told(() -> client(door).messages().countTokens(params).inputTokens());
    }

    private static <T> T told(Supplier<T> asking) {
        try {
            return asking.get();
        } catch (AnthropicServiceException failure) {
            throw new SdkFailure(failure.statusCode(), failure.getMessage() + failure.body(), failure);
        } catch (AnthropicException failure) {
            throw new SdkFailure(0, String.valueOf(failure.getMessage()), failure);
        }
    }

    @Override
    public void close() {
        clients.values().forEach(AnthropicClient::close);
    }
}
