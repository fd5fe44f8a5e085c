package io.cascadeflow.examples.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** OpenAI's own client for Java. */
final class OpenAiJava implements Sdk, Sdk.Lists, Sdk.Finds, Sdk.Embeds {

    private final Map<Door, OpenAIClient> clients = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "openai-java";
    }

    @Override
    public String version() {
        return Versions.of(OpenAIClient.class);
    }

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Override
    public Map<Feature, String> lacks() {
        return Map.of(Feature.COUNT, "OpenAI's API has no such call");
    }

    OpenAIClient client(Door door) {
        return clients.computeIfAbsent(door, OpenAiJava::connect);
    }

    private static OpenAIClient connect(Door door) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(door.root() + "/v1")
                .apiKey(door.key())
                .maxRetries(door.retries())
                .build();
    }

    @Override
    public Said ask(Door door, Task task) {
        return told(() -> said(
                Said.notes(),
                client(door).chat().completions().create(params(task).build())));
    }

    private static Said said(Said.Notes notes, ChatCompletion completion) {
        ChatCompletion.Choice choice = completion.choices().get(0);
        choice.message()
                .toolCalls()
                .ifPresent(calls -> calls.forEach(call -> {
                    ChatCompletionMessageFunctionToolCall function = call.asFunction();
                    notes.call(
                            function.id(),
                            function.function().name(),
                            function.function().arguments());
                }));
        choice.logprobs()
                .flatMap(ChatCompletion.Choice.Logprobs::content)
                .ifPresent(tokens -> tokens.forEach(token -> notes.token(token.token(), token.logprob())));
        completion.usage().ifPresent(usage -> notes.used(usage.promptTokens(), usage.completionTokens()));
        notes.finish(choice.finishReason());
        return notes.isEmpty()
                ? notes.piece(choice.message().content().orElse("")).said()
                : notes.said();
    }

    @Override
    public Said stream(Door door, Task task) {
        return told(() -> {
            Said.Notes notes = Said.notes();
            ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
            try (StreamResponse<ChatCompletionChunk> chunks =
                    client(door).chat().completions().createStreaming(streamed(task))) {
                chunks.stream()
                        .map(all::accumulate)
                        .forEach(chunk -> chunk.choices()
                                .forEach(choice -> choice.delta().content().ifPresent(notes::piece)));
            }
            return said(notes, all.chatCompletion());
        });
    }

    private static ChatCompletionCreateParams streamed(Task task) {
        return params(task)
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
    }

    @Override
    public void leave(Door door, Task task) {
        try (StreamResponse<ChatCompletionChunk> chunks =
                client(door).chat().completions().createStreaming(streamed(task))) {
            assertThat(chunks.stream()
                            .flatMap(chunk -> chunk.choices().stream())
                            .flatMap(choice -> choice.delta().content().stream())
                            .filter(text -> !text.isEmpty())
                            .findFirst())
                    .isPresent();
        }
    }

    @Override
    public List<String> models(Door door) {
        return told(() ->
                client(door).models().list().autoPager().stream().map(Model::id).toList());
    }

    @Override
    public String model(Door door, String model) {
        return told(() -> client(door).models().retrieve(model).id());
    }

    @Override
    public List<List<Double>> embed(Door door, String model, List<String> texts) {
        EmbeddingCreateParams params = EmbeddingCreateParams.builder()
                .model(model)
                .inputOfArrayOfStrings(texts)
                .build();
        return told(() -> client(door).embeddings().create(params).data().stream()
                .map(vector ->
                        vector.embedding().stream().map(Float::doubleValue).toList())
                .toList());
    }

    static <T> T told(Supplier<T> asking) {
        try {
            return asking.get();
        } catch (OpenAIServiceException failure) {
            throw new SdkFailure(failure.statusCode(), failure.getMessage() + failure.body(), failure);
        } catch (OpenAIException failure) {
            throw new SdkFailure(0, String.valueOf(failure.getMessage()), failure);
        }
    }

    private static ChatCompletionCreateParams.Builder params(Task task) {
        ChatCompletionCreateParams.Builder params =
                ChatCompletionCreateParams.builder().model(task.model());
        if (task.system() != null) {
            params.addSystemMessage(task.system());
        }
        task.turns().forEach(turn -> add(params, turn));
        task.tools()
                .forEach(tool -> params.addFunctionTool(FunctionDefinition.builder()
                        .name(tool.name())
                        .description(tool.description())
                        .parameters(FunctionParameters.builder()
                                .additionalProperties(properties(tool.schema()))
                                .build())
                        .build()));
        if (task.schema() != null) {
            params.responseFormat(ResponseFormatJsonSchema.builder()
                    .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                            .name("capital")
                            .strict(true)
                            .schema(ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                                    .additionalProperties(properties(task.schema()))
                                    .build())
                            .build())
                    .build());
        }
        if (task.logprobs()) {
            params.logprobs(true);
        }
        return params;
    }

    private static Map<String, JsonValue> properties(String json) {
        return Json.properties(json, JsonValue::from);
    }

    private static void add(ChatCompletionCreateParams.Builder params, Turn turn) {
        if (turn instanceof Turn.User user) {
            add(params, user);
        } else if (turn instanceof Turn.Assistant assistant) {
            params.addAssistantMessage(assistant.text());
        } else if (turn instanceof Turn.Calls calls) {
            ChatCompletionAssistantMessageParam.Builder message = ChatCompletionAssistantMessageParam.builder();
            calls.calls().forEach(call -> message.addToolCall(call(call)));
            params.addMessage(message.build());
        } else if (turn instanceof Turn.Results results) {
            results.results()
                    .forEach(result -> params.addMessage(ChatCompletionToolMessageParam.builder()
                            .toolCallId(result.id())
                            .content(result.text())
                            .build()));
        }
    }

    private static void add(ChatCompletionCreateParams.Builder params, Turn.User user) {
        if (user.image() == null) {
            params.addUserMessage(user.text());
            return;
        }
        ChatCompletionContentPartText text =
                ChatCompletionContentPartText.builder().text(user.text()).build();
        ChatCompletionContentPartImage image = ChatCompletionContentPartImage.builder()
                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                        .url(user.image().asUrl())
                        .build())
                .build();
        params.addUserMessageOfArrayOfContentParts(
                List.of(ChatCompletionContentPart.ofText(text), ChatCompletionContentPart.ofImageUrl(image)));
    }

    private static ChatCompletionMessageFunctionToolCall call(Said.Call call) {
        return ChatCompletionMessageFunctionToolCall.builder()
                .id(call.id())
                .function(ChatCompletionMessageFunctionToolCall.Function.builder()
                        .name(call.name())
                        .arguments(call.arguments())
                        .build())
                .build();
    }

    @Override
    public void close() {
        clients.values().forEach(OpenAIClient::close);
    }
}
