package io.cascadeflow.provider.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.cascadeflow.camel.http.BlockingThreads;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.BackoffRetry;
import io.cascadeflow.provider.BeanChatProvider;
import io.cascadeflow.provider.BeanErrors;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ReplySink;
import io.cascadeflow.provider.VirtualTime;
import io.cascadeflow.provider.WireQuestions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a wire does not show: exceptions, streams that behave badly, what the library has no form for. */
@Timeout(30)
class LangChainModelTest {

    private final BlockingThreads threads = new BlockingThreads(10);
    private final VirtualTime time = VirtualTime.running(Instant.parse("2026-11-23T12:00:00Z"));
    private final List<ReplyEvent> told = new ArrayList<>();
    private CompletionStage<Void> room = CompletableFuture.completedFuture(null);

    @AfterEach
    void stop() {
        threads.close();
    }

    private static Kind kind(Throwable thrown) {
        ProviderException failure = Failures.of(new BeanErrors("langchain4j", "m", Clock.systemUTC()), thrown);
        assertThat(failure).hasMessageStartingWith("langchain4j:m ").hasMessageNotContaining("Whispered");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain("Whispered");
        }
        return failure.kind();
    }

    @Test
    void theClassOfAnExceptionSaysWhatItMeans() {
        Map<RuntimeException, Kind> kinds = Map.ofEntries(
                Map.entry(new AuthenticationException("Whispered"), Kind.AUTH),
                Map.entry(new RateLimitException("Whispered"), Kind.RATE_LIMITED),
                Map.entry(new TimeoutException("Whispered"), Kind.TIMEOUT),
                Map.entry(new InternalServerException("Whispered"), Kind.SERVER),
                Map.entry(new InvalidRequestException("Whispered"), Kind.BAD_REQUEST),
                Map.entry(new ModelNotFoundException("Whispered"), Kind.NOT_FOUND),
                Map.entry(new UnresolvedModelServerException("Whispered"), Kind.DNS),
                Map.entry(new UnsupportedFeatureException("Whispered"), Kind.BAD_REQUEST),
                Map.entry(new ContentFilteredException("Whispered"), Kind.CONTENT_FILTERED),
                Map.entry(new IllegalArgumentException("Whispered"), Kind.BAD_REQUEST),
                Map.entry(new RuntimeException(new ConnectException("Whispered")), Kind.CONNECT),
                Map.entry(new RuntimeException(new UnknownHostException("Whispered")), Kind.DNS),
                Map.entry(new RuntimeException(new IOException("Whispered")), Kind.DISCONNECTED),
                Map.entry(new RuntimeException(new InterruptedException("Whispered")), Kind.CANCELLED),
                Map.entry(new IllegalStateException("Whispered"), Kind.BAD_PAYLOAD));
        kinds.forEach(
                (thrown, kind) -> assertThat(kind(thrown)).as("%s", thrown).isEqualTo(kind));
    }

    @Test
    void theStatusInACauseAndTheCodeInItsBodySayMore() {
        assertThat(kind(new RateLimitException(new HttpException(
                        429, "{\"error\":{\"message\":\"Whispered\",\"code\":\"insufficient_quota\"}}"))))
                .isEqualTo(Kind.QUOTA_EXHAUSTED);
        assertThat(kind(new InvalidRequestException(new HttpException(
                        400, "{\"error\":{\"message\":\"Whispered\",\"code\":\"context_length_exceeded\"}}"))))
                .isEqualTo(Kind.CONTEXT_TOO_LONG);
        assertThat(kind(new AuthenticationException(new HttpException(403, "Whispered"))))
                .isEqualTo(Kind.PERMISSION);
        assertThat(kind(new InternalServerException(new HttpException(529, "Whispered"))))
                .isEqualTo(Kind.OVERLOADED);
    }

    private ReplySink sink() {
        return new ReplySink() {
            @Override
            public CompletionStage<Void> accept(ReplyEvent event) {
                told.add(event);
                return room;
            }

            @Override
            public CompletableFuture<Void> stop() {
                return new CompletableFuture<>();
            }
        };
    }

    private CompletableFuture<ChatReply> stream(ChatRequest request, Consumer<StreamingChatResponseHandler> model) {
        StreamingChatModel streaming = new StreamingChatModel() {
            @Override
            public void doChat(
                    dev.langchain4j.model.chat.request.ChatRequest asked, StreamingChatResponseHandler handler) {
                model.accept(handler);
            }
        };
        ProviderContext context = new ProviderContext(
                call -> CompletableFuture.failedFuture(new IllegalStateException()),
                new BackoffRetry(BackoffRetry.Limits.DEFAULT, time, time, () -> 0.5),
                time);
        return new BeanChatProvider("langchain4j", new LangChainModel(null, streaming), threads, context)
                .chat(new ChatCall("m", request, time.instant().plus(Duration.ofSeconds(10)), "k").withSink(sink()))
                .toCompletableFuture();
    }

    private static ChatResponse.Builder response(AiMessage message) {
        return ChatResponse.builder().aiMessage(message).finishReason(FinishReason.STOP);
    }

    private static ProviderException failure(CompletableFuture<ChatReply> reply) throws Exception {
        try {
            throw new AssertionError("a reply: " + reply.get(5, TimeUnit.SECONDS));
        } catch (ExecutionException failed) {
            assertThat(failed.getCause()).isInstanceOf(ProviderException.class);
            return (ProviderException) java.util.Objects.requireNonNull(failed.getCause());
        }
    }

    @Test
    void thoughtsTextAndToolCallsAreToldInOrder() throws Exception {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .name("get_weather")
                .arguments("{}")
                .build();
        ChatReply reply = stream(WireQuestions.TOOLS, handler -> {
                    handler.onPartialThinking(new PartialThinking("Hm. "));
                    handler.onPartialThinking(new PartialThinking("Rain?"));
                    handler.onPartialResponse("I look ");
                    handler.onPartialToolCall(PartialToolCall.builder()
                            .index(0)
                            .name("get_weather")
                            .partialArguments("{")
                            .build());
                    handler.onCompleteResponse(response(AiMessage.builder()
                                    .text("I look it up.")
                                    .thinking("Hm. Rain?")
                                    .toolExecutionRequests(List.of(call))
                                    .build())
                            .finishReason(FinishReason.TOOL_EXECUTION)
                            .tokenUsage(new TokenUsage(10, 5))
                            .build());
                })
                .get(5, TimeUnit.SECONDS);

        assertThat(reply.text()).isEqualTo("I look it up.");
        assertThat(reply.logprobs().isPresent())
                .as("the library has no place for them")
                .isFalse();
        assertThat(reply.message().toolCalls())
                .singleElement()
                .satisfies(made -> assertThat(made.id()).isNotBlank());
        assertThat(told)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "Start",
                        "Reasoning",
                        "Reasoning",
                        "Text",
                        "Text",
                        "ToolCallStart",
                        "ToolCallArguments",
                        "Usage",
                        "Finish");
        assertThat(((ReplyEvent.Text) told.get(4)).text()).isEqualTo("it up.");
    }

    @Test
    void piecesThatAreNotTheWholeAreNoAnswer() throws Exception {
        ProviderException failure = failure(stream(WireQuestions.TEXT, handler -> {
            handler.onPartialResponse("Lon");
            handler.onCompleteResponse(response(AiMessage.from("Paris")).build());
        }));
        assertThat(failure.kind()).isEqualTo(Kind.BAD_PAYLOAD);
    }

    @Test
    void anEndWithoutAReasonIsACutAndNotRepeatedOnceSomebodySawText() throws Exception {
        List<String> asked = new ArrayList<>();
        ProviderException failure = failure(stream(WireQuestions.TEXT, handler -> {
            asked.add("");
            handler.onPartialResponse("Par");
            handler.onCompleteResponse(
                    ChatResponse.builder().aiMessage(AiMessage.from("Par")).build());
        }));
        assertThat(failure.kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(failure.isTransient()).isFalse();
        assertThat(failure.details().usage()).isNotNull();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aFailureBeforeTheFirstPieceIsTriedAgain() throws Exception {
        List<String> asked = new ArrayList<>();
        ChatReply reply = stream(WireQuestions.TEXT, handler -> {
                    asked.add("");
                    if (asked.size() == 1) {
                        handler.onError(new InternalServerException("Whispered"));
                    } else {
                        handler.onCompleteResponse(
                                response(AiMessage.from("Paris")).build());
                    }
                })
                .get(5, TimeUnit.SECONDS);
        assertThat(reply.text()).isEqualTo("Paris");
        assertThat(reply.usage()).isNull();
        assertThat(asked).hasSize(2);
    }

    @Test
    void aModelThatThrowsAfterPiecesFails() throws Exception {
        assertThat(failure(stream(WireQuestions.TEXT, handler -> {
                            handler.onPartialResponse("Par");
                            throw new IllegalStateException("Whispered");
                        }))
                        .kind())
                .isEqualTo(Kind.BAD_PAYLOAD);
    }

    @Test
    void theModelIsHeldUpUntilThereIsRoom() throws Exception {
        CompletableFuture<Void> later = new CompletableFuture<>();
        room = later;
        CompletableFuture<Void> second = new CompletableFuture<>();
        CompletableFuture<ChatReply> reply = stream(WireQuestions.TEXT, handler -> {
            handler.onPartialResponse("Par");
            second.complete(null);
            handler.onPartialResponse("is");
            handler.onCompleteResponse(response(AiMessage.from("Paris")).build());
        });
        assertThat(catchTimeout(second)).isTrue();
        room = CompletableFuture.completedFuture(null);
        later.complete(null);
        assertThat(reply.get(5, TimeUnit.SECONDS).text()).isEqualTo("Paris");
    }

    private static boolean catchTimeout(CompletableFuture<Void> future) throws Exception {
        try {
            future.get(200, TimeUnit.MILLISECONDS);
            return false;
        } catch (java.util.concurrent.TimeoutException stillWaiting) {
            return true;
        }
    }

    @Test
    void aSchemaIsTheLibrarysOwn() {
        String schema = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";
        ChatRequest asked = ChatRequest.of("Where?");
        ResponseFormat format = Requests.of(asked.withOutput(asked.output()
                        .withFormat(new io.cascadeflow.model.ResponseFormat.Schema("place", schema, true))))
                .responseFormat();

        assertThat(format.type()).isEqualTo(ResponseFormatType.JSON);
        assertThat(format.jsonSchema().name()).isEqualTo("place");
        assertThat(format.jsonSchema().rootElement()).isEqualTo(JsonRawSchema.from(schema));
    }

    @Test
    void aNamedToolIsTheOnlyOneAndRequired() {
        ToolSpec other = new ToolSpec("other", "", "{\"type\":\"object\"}", null);
        var request = Requests.of(WireQuestions.TOOLS.withTools(
                new Tools(List.of(WireQuestions.GET_WEATHER, other), new ToolChoice.Named("other"), null)));
        assertThat(request.toolSpecifications())
                .singleElement()
                .satisfies(tool -> assertThat(tool.name()).isEqualTo("other"));
        assertThat(request.toolChoice()).isEqualTo(dev.langchain4j.model.chat.request.ToolChoice.REQUIRED);
    }

    @Test
    void aFailedResultKeepsItsToolAndItsFlag() {
        var messages = Messages.of(List.of(
                new ChatMessage(Role.ASSISTANT, List.of(), List.of(new ToolCall("c7", "get_weather", "{}")), null),
                new ChatMessage(
                        Role.TOOL, List.of(new ContentPart.Text("no such city")), List.of(), "c7", true, null)));
        assertThat(messages.get(1)).isInstanceOfSatisfying(ToolExecutionResultMessage.class, result -> {
            assertThat(result.toolName()).isEqualTo("get_weather");
            assertThat(result.isError()).isTrue();
        });
    }

    @Test
    void whatHasNoFormIsRefused() {
        ToolSpec either = new ToolSpec("t", "", "{\"type\":\"object\",\"oneOf\":[]}", null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schemas.tool(either))
                .withMessage(
                        "LangChain4j has no form for 'oneOf' at the top of the parameters of tool 't'; say it within a property");
        ChatMessage picture = new ChatMessage(
                Role.TOOL, List.of(new ContentPart.ImageUrl("https://example.org/a.png", null)), List.of(), "c");
        assertThatIllegalArgumentException().isThrownBy(() -> Messages.of(List.of(picture)));
    }

    @Test
    void tokensOfCachesAndThoughtsAreRead() {
        record Details(int cachedTokens) {}
        class OpenAi extends TokenUsage {
            OpenAi() {
                super(100, 20);
            }

            @SuppressWarnings("unused") // by its name
            public Details inputTokensDetails() {
                return new Details(60);
            }
        }
        class Anthropic extends TokenUsage {
            Anthropic() {
                super(100, 20);
            }

            @SuppressWarnings("unused")
            public Integer cacheReadInputTokens() {
                return 50;
            }

            @SuppressWarnings("unused")
            public Integer cacheCreationInputTokens() {
                return 30;
            }
        }
        assertThat(Usages.of(new OpenAi())).isEqualTo(new io.cascadeflow.model.TokenUsage(40, 60, 0, 0, 20, 0, false));
        assertThat(Usages.of(new Anthropic()))
                .isEqualTo(new io.cascadeflow.model.TokenUsage(100, 50, 30, 0, 20, 0, false));
        assertThat(Usages.of(new TokenUsage(5))).isNull();
    }
}
