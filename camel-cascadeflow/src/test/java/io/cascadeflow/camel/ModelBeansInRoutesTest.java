package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.cascadeflow.camel.bridge.Bridge;
import io.cascadeflow.camel.stream.ReplyStream;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeDialect;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.springai.OpenAiBeans;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;

/** Chat models of LangChain4j and Spring AI as endpoints: asked, streamed, priced, budgeted; and what is said of wrong beans. */
@Timeout(60)
class ModelBeansInRoutesTest {

    private static final String MODELS = """
            models:
              "langchain4j:m": {input: 1, output: 10}
              "spring-ai:m": {input: 1, output: 10}
            ledger: {memory: true}
            budgets: [{name: company, limit: 9, window: total}]
            """;

    private final FakeProvider fake = FakeProvider.start();
    private ProbeContext context;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        Path file = Files.writeString(folder.resolve("cascadeflow.yaml"), MODELS);
        context = new ProbeContext(component -> component.setConfiguration("file:" + file));
        String url = fake.uri() + "/v1";
        Registry registry = context.camel.getRegistry();
        registry.bind(
                "lc",
                ChatModel.class,
                OpenAiChatModel.builder()
                        .baseUrl(url)
                        .apiKey("k")
                        .modelName("gpt-4o-mini")
                        .maxRetries(0)
                        .build());
        registry.bind(
                "lcs",
                StreamingChatModel.class,
                OpenAiStreamingChatModel.builder()
                        .baseUrl(url)
                        .apiKey("k")
                        .modelName("gpt-4o-mini")
                        .build());
        registry.bind("sp", OpenAiBeans.at(url, "k", "gpt-4o-mini"));
        fake.answer(FakeModel.saying("gpt-4o-mini", "The answer is four.")::answer);
    }

    @AfterEach
    void stop() {
        context.close();
        fake.close();
    }

    private static Object header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"langchain4j:m?chatModel=#lc", "spring-ai:m?chatModel=#sp", "langchain4j:m", "spring-ai:m"})
    void aBeanAnswersAndItsCostIsKnown(String uri) {
        Exchange answer = context.ask("cascadeflow:" + uri, "2 + 2?");

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("The answer is four.");
        // 21 tokens in, 4 out
        assertThat((BigDecimal) header(answer, CascadeFlowConstants.COST)).isEqualByComparingTo("0.000061");
        assertThat(header(answer, CascadeFlowConstants.USAGE_ESTIMATED)).isEqualTo(false);
        assertThat(header(answer, CascadeFlowConstants.FINISH_REASON)).isEqualTo("stop");
        assertThat(header(answer, CascadeFlowConstants.MODEL)).isEqualTo("gpt-4o-mini");
        assertThat(context.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.call().model().toString())
                        .isEqualTo(uri.startsWith("lang") ? "langchain4j:m" : "spring-ai:m"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"langchain4j", "spring-ai"})
    void itIsPricedAsTheModelWhoseNameItHas(String provider) {
        Exchange answer = context.ask("cascadeflow:" + provider + ":openai:gpt-4o-mini", "2 + 2?");

        assertThat(answer.getException()).isNull();
        // 0.15 and 0.60 USD per million
        assertThat((BigDecimal) header(answer, CascadeFlowConstants.COST)).isEqualByComparingTo("0.00000555");
        assertThat(refusal(provider + ":unheard-of")).contains(provider + ":unheard-of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"langchain4j:m", "spring-ai:m", "langchain4j:m?streamingChatModel=#lcs"})
    void itIsStreamedPieceByPiece(String uri) throws Exception {
        Exchange answer = context.ask(
                "cascadeflow:" + uri + (uri.contains("?") ? "&" : "?") + "streaming=true&outputType=reply", "2 + 2?");

        assertThat(answer.getException()).isNull();
        ReplyStream stream = answer.getMessage().getBody(ReplyStream.class);
        List<Object> events = new ArrayList<>();
        stream.forEach(events::add);
        assertThat(events.stream().map(ReplyStream::textOf).collect(Collectors.joining()))
                .isEqualTo("The answer is four.");
        assertThat(events.stream().filter(ReplyEvent.Text.class::isInstance)).hasSize(4);
        assertThat(events.get(0)).isInstanceOf(ReplyEvent.Start.class);
        assertThat(events.get(events.size() - 1)).isInstanceOf(ReplyEvent.Finish.class);
        Map<String, Object> headers = stream.headers().toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat((BigDecimal) headers.get(CascadeFlowConstants.COST)).isEqualByComparingTo("0.000061");
        assertThat(FakeDialect.isStreamed(fake.onlyRequest())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"langchain4j:m", "spring-ai:m"})
    void aStreamThatStopsBeforeItsEndIsNoAnswer(String uri) {
        fake.answer(request -> {
            FakeModel model = FakeModel.saying("gpt-4o-mini", "The answer is four.");
            return model.stream(request, model.events(request)).endingAfter(model.bytesOf(request, 2));
        });
        context.ask("cascadeflow:" + uri, "first of the script");

        Exchange answer = context.ask("cascadeflow:" + uri + "?streaming=true&maxRetries=0", "2 + 2?");
        ReplyStream stream = answer.getMessage().getBody(ReplyStream.class);

        assertThatThrownBy(() -> stream.forEach(piece -> {}))
                .isInstanceOfSatisfying(ProviderException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.TRUNCATED);
                    assertThat(failure.details().usage()).isNotNull();
                });
    }

    @Test
    void whoStopsReadingStopsTheModel() throws Exception {
        fake.answer(FakeModel.saying("gpt-4o-mini", "word ".repeat(400)).every(Duration.ofMillis(20))::answer);
        context.ask("cascadeflow:langchain4j:m", "first of the script");

        Exchange answer = context.ask("cascadeflow:langchain4j:m?streaming=true", "2 + 2?");
        answer.getMessage().getBody(ReplyStream.class).close();

        assertThat(fake.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
    }

    /** Whether that closes a connection is the affair of its client: Spring's over the JDK's reads on. */
    @Test
    void whoStopsReadingCancelsSpringAisStream() throws Exception {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        context.camel.getRegistry().bind("endless", new Endless(() -> cancelled.complete(null)));

        Exchange answer = context.ask("cascadeflow:spring-ai:m?chatModel=#endless&streaming=true", "2 + 2?");
        answer.getMessage().getBody(ReplyStream.class).close();

        assertThat(cancelled).succeedsWithin(Duration.ofSeconds(5));
    }

    private record Endless(Runnable cancelled) implements org.springframework.ai.chat.model.ChatModel {

        @Override
        public ChatResponse call(Prompt prompt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Flux<ChatResponse> stream(Prompt prompt) {
            return Flux.interval(Duration.ofMillis(5))
                    .map(i -> new ChatResponse(List.of(new Generation(new AssistantMessage("word ")))))
                    .doOnCancel(cancelled);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"langchain4j:m", "spring-ai:m"})
    void attemptsAreOursAloneAndEachIsHeldOnTheBudget(String uri) {
        fake.answer(request -> FakeModel.error(request, 503, "overloaded", "overloaded"));
        context.ask("cascadeflow:" + uri, "first of the script");

        Exchange answer = context.ask("cascadeflow:" + uri + "?maxRetries=0", "2 + 2?");

        assertThat(answer.getException())
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED));
        assertThat(fake.requests()).hasSize(2);
        assertThat(io.cascadeflow.camel.budget.CascadeFlowBudgets.in(context.camel)
                        .standing("company", Map.of())
                        .balance()
                        .held()
                        .usd())
                .isEqualTo(Usd.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"langchain4j:m", "spring-ai:m"})
    void theCallersThreadIsFreeWhileABeanBlocks(String uri) throws Exception {
        fake.answer(FakeAnswer.never());
        context.ask("cascadeflow:" + uri, "first of the script");
        CompletableFuture<Exchange> done = new CompletableFuture<>();

        context.sendHere("cascadeflow:" + uri + "?requestTimeout=400", "2 + 2?", done);

        assertThat(done).isNotDone();
        assertThat(done.get(5, TimeUnit.SECONDS).getException())
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT));
        // the bean's thread is interrupted, so its connection is given up
        assertThat(fake.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
    }

    private String refusal(String uri) {
        return String.valueOf(rootOf(catchThrowable(() -> context.ask("cascadeflow:" + uri, "?")))
                .getMessage());
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @ParameterizedTest
    @ValueSource(strings = {"langchain4j:m?chatModel=#silent", "spring-ai:m?chatModel=#mute"})
    void usageThatIsNotToldIsEstimatedAndMarked(String uri) {
        context.camel.getRegistry().bind("silent", ChatModel.class, new ChatModel() {
            @Override
            public dev.langchain4j.model.chat.response.ChatResponse doChat(ChatRequest request) {
                return dev.langchain4j.model.chat.response.ChatResponse.builder()
                        .aiMessage(AiMessage.from("The answer is four."))
                        .build();
            }
        });
        context.camel.getRegistry().bind("mute", (org.springframework.ai.chat.model.ChatModel)
                prompt -> new ChatResponse(List.of(new Generation(new AssistantMessage("The answer is four.")))));

        Exchange answer = context.ask("cascadeflow:" + uri, "2 + 2?");

        assertThat(answer.getException()).isNull();
        assertThat(header(answer, CascadeFlowConstants.USAGE_ESTIMATED)).isEqualTo(true);
        assertThat((BigDecimal) header(answer, CascadeFlowConstants.COST)).isPositive();
        assertThat(header(answer, CascadeFlowConstants.FINISH_REASON)).isEqualTo("unknown");
    }

    @Test
    void aWrongBeanIsAClearErrorThatNamesTheOption() {
        assertThat(refusal("langchain4j:m?chatModel=#nobody"))
                .isEqualTo("option chatModel: there is no bean 'nobody' in the registry; bind a"
                        + " dev.langchain4j.model.chat.ChatModel under that name");
        assertThat(refusal("langchain4j:m?chatModel=#sp"))
                .isEqualTo(
                        "option chatModel: 'sp' is a org.springframework.ai.openai.OpenAiChatModel; give a bean of type"
                                + " dev.langchain4j.model.chat.ChatModel");
        assertThat(refusal("langchain4j:m?streamingChatModel=#lc"))
                .startsWith("option streamingChatModel: 'lc' is a dev.langchain4j.model.openai.OpenAiChatModel");
        assertThat(refusal("spring-ai:m?chatModel=#lc")).contains("org.springframework.ai.chat.model.ChatModel");
        assertThat(refusal("spring-ai:m?streamingChatModel=#lcs"))
                .startsWith("option streamingChatModel is for other providers");
        assertThat(refusal("langchain4j:m?apiKey=k")).startsWith("option apiKey is for other providers");
        assertThat(refusal("openai:gpt-4o-mini?apiKey=k&chatModel=#lc"))
                .isEqualTo("option chatModel is for cascadeflow:langchain4j and cascadeflow:spring-ai; remove it here");
    }

    @Test
    void ofSeveralBeansOneMustBeNamed() {
        context.camel.getRegistry().bind("other", ChatModel.class, new ChatModel() {});
        assertThat(refusal("langchain4j:m"))
                .isEqualTo(
                        "there are several beans of type dev.langchain4j.model.chat.ChatModel: lc, other; say which by the"
                                + " option chatModel, such as chatModel=#lc");
    }

    @Test
    void withoutAnyBeanTheOptionIsNamed() {
        context.camel.getRegistry().unbind("lc");
        context.camel.getRegistry().unbind("lcs");
        context.camel.getRegistry().unbind("sp");
        assertThat(refusal("langchain4j:m")).contains("no model to ask").contains("option chatModel");
        assertThat(refusal("spring-ai:m")).contains("no model to ask").contains("option chatModel");
    }

    @Test
    void aCascadeInTheirPlaceIsNotTheOnlyOne() {
        record Self() implements ChatModel, Bridge {}
        context.camel.getRegistry().bind("self", new Self());
        assertThat(context.ask("cascadeflow:langchain4j:m", "2 + 2?")
                        .getMessage()
                        .getBody())
                .isEqualTo("The answer is four.");
    }
}
