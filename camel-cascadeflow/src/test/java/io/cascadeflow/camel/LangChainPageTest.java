package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.TokenStream;
import io.cascadeflow.camel.bridge.CascadeAccount;
import io.cascadeflow.camel.bridge.HouseModel;
import io.cascadeflow.camel.langchain4j.CascadeChatModel;
import io.cascadeflow.camel.langchain4j.CascadeResponseMetadata;
import io.cascadeflow.camel.langchain4j.CascadeStreamingChatModel;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.ProviderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/langchain4j.md shows is here, and runs: a bean as a tier, and the cascade under AI services. */
@Timeout(60)
class LangChainPageTest {

    private final FakeProvider fake = FakeProvider.start();
    private ProbeContext context;
    private CamelContext camelContext;

    @TempDir
    Path folder;

    interface Assistant {
        String answer(String question);
    }

    interface Explaining {
        Result<String> answer(String question);
    }

    interface Telling {
        TokenStream answer(String question);
    }

    record Person(String name, int age) {}

    interface People {
        Person who(String question);
    }

    static class Weather {
        @Tool("The weather of a city")
        String weather(String city) {
            return city + ": rain, 8 °C";
        }
    }

    @BeforeEach
    void start() throws Exception {
        String yaml = Pages.blocks("langchain4j.md", "yaml")
                .get(0)
                .replace(
                        "cascadeflow:openai:gpt-4o",
                        "cascadeflow:openai:gpt-4o?maxRetries=0&apiKey=k&baseUrl=" + fake.uri() + "/v1");
        Path file = Files.writeString(folder.resolve("cascadeflow.yaml"), yaml);
        context = new ProbeContext(component -> {
            component.setConfiguration("file:" + file);
            component.getDefaults().setGate("#short");
            Gate brief = draft -> Assessment.of(draft.reply().text().length() < 25 ? 0.9 : 0.3);
            component.getCamelContext().getRegistry().bind("short", brief);
        });
        camelContext = context.camel;
        String url = fake.uri() + "/v1";
        String key = "k";
        // the bean of the page
        camelContext
                .getRegistry()
                .bind(
                        "small",
                        OpenAiChatModel.builder()
                                .baseUrl(url)
                                .apiKey(key)
                                .modelName("gpt-4o-mini")
                                .maxRetries(0)
                                .build());
        fake.answer(HouseModel::answer);
    }

    @AfterEach
    void stop() {
        context.close();
        fake.close();
    }

    private ChatModel cascade() {
        return new CascadeChatModel(camelContext, "cascadeflow:cascade:support");
    }

    @Test
    void whatIsOnThePageIsHere() throws Exception {
        String here =
                Pages.squeezed(Files.readString(Path.of("src/test/java/io/cascadeflow/camel/LangChainPageTest.java")));
        assertThat(Pages.blocks("langchain4j.md", "java"))
                .hasSizeGreaterThan(3)
                .allSatisfy(block -> assertThat(here).contains(Pages.squeezed(block)));
    }

    @Test
    void anAiServiceAsksTheCascade() {
        ChatModel model = new CascadeChatModel(camelContext, "cascadeflow:cascade:support");
        Explaining assistant = AiServices.create(Explaining.class, model);

        Result<String> result = assistant.answer("Something hard");

        CascadeResponseMetadata metadata =
                (CascadeResponseMetadata) result.finalResponse().metadata();
        CascadeAccount account = metadata.account();
        assertThat(result.content()).isEqualTo("It is forty two, all told.");
        assertThat(account.tier()).isEqualTo("large");
        assertThat(account.outcome()).isEqualTo("escalated");
        assertThat(Objects.requireNonNull(account.totalCost())).isGreaterThan(account.cost());
        assertThat(account.decisionId()).isNotBlank();
        assertThat(result.tokenUsage().inputTokenCount()).isEqualTo(21);
        assertThat(assistant.answer("Something easy").finalResponse().metadata())
                .isInstanceOfSatisfying(CascadeResponseMetadata.class, of -> {
                    assertThat(of.account().tier()).isEqualTo("small");
                    assertThat(of.account().confidence()).isEqualTo(0.9);
                });
    }

    @Test
    void aRouteMayHaveTheLastWord() throws Exception {
        camelContext.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to("cascadeflow:cascade:support").transform(simple("${body} Sincerely yours."));
            }
        });
        Result<String> result = AiServices.create(Explaining.class, new CascadeChatModel(camelContext, "direct:ask"))
                .answer("Something easy");

        assertThat(result.content()).isEqualTo("The answer is four. Sincerely yours.");
        assertThat(((CascadeResponseMetadata) result.finalResponse().metadata())
                        .account()
                        .tier())
                .isEqualTo("small");
    }

    @Test
    void toolsRunInTheService() {
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(cascade())
                .tools(new Weather())
                .build();

        assertThat(assistant.answer("Is it raining in Zürich?")).isEqualTo("The tool says: Zürich: rain, 8 °C");
    }

    @Test
    void answersAreStreamed() throws Exception {
        Telling assistant = AiServices.builder(Telling.class)
                .streamingChatModel(new CascadeStreamingChatModel(camelContext, "cascadeflow:cascade:support"))
                .build();
        List<String> pieces = new ArrayList<>();
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
        assistant
                .answer("Something hard")
                .onPartialResponse(pieces::add)
                .onCompleteResponse(whole::complete)
                .onError(whole::completeExceptionally)
                .start();

        ChatResponse response = whole.get(20, TimeUnit.SECONDS);

        assertThat(String.join("", pieces)).isEqualTo("It is forty two, all told.");
        assertThat(pieces).hasSizeGreaterThan(3);
        assertThat(((CascadeResponseMetadata) response.metadata()).account().tier())
                .isEqualTo("large");
    }

    @Test
    void whoCancelsAStreamStopsTheModel() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        new CascadeStreamingChatModel(camelContext, "cascadeflow:openai:gpt-4o?apiKey=k&baseUrl=" + fake.uri() + "/v1")
                .chat(List.of(UserMessage.from("Something endless")), new Ignoring() {
                    @Override
                    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
                        context.streamingHandle().cancel();
                        begun.complete(null);
                    }
                });

        assertThat(begun).succeedsWithin(Duration.ofSeconds(5));
        assertThat(fake.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
    }

    private static class Ignoring implements StreamingChatResponseHandler {

        @Override
        public void onCompleteResponse(ChatResponse response) {}

        @Override
        public void onError(Throwable failure) {}
    }

    @Test
    void anAnswerIsAnObject() {
        People people = AiServices.create(People.class, cascade());

        assertThat(people.who("Who is Ann?")).isEqualTo(new Person("Ann", 41));
        assertThat(fake.requests().get(0).text()).contains("json_schema");
    }

    @Test
    void failuresAreTheLibrarysAndRefusalsOurs() {
        fake.answer(request -> FakeModel.error(request, 429, "rate_limit_error", "rate_limit_exceeded"));
        ChatModel model = cascade();
        model.chat("easy: first of the script");
        CascadeChatModel one = new CascadeChatModel(
                camelContext, "cascadeflow:openai:gpt-4o?maxRetries=0&apiKey=k&baseUrl=" + fake.uri() + "/v1");

        assertThatExceptionOfType(RateLimitException.class)
                .isThrownBy(() -> one.chat("?"))
                .withCauseInstanceOf(ProviderException.class);
        CascadeChatModel denied = new CascadeChatModel(
                camelContext,
                "cascadeflow:cascade:support",
                java.util.Map.of(CascadeFlowConstants.USER, "eve"),
                List.of());
        assertThatExceptionOfType(PolicyDeniedException.class).isThrownBy(() -> denied.chat("?"));
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from("?")).build();
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        new CascadeStreamingChatModel(
                        camelContext,
                        "cascadeflow:cascade:support",
                        java.util.Map.of(CascadeFlowConstants.USER, "eve"),
                        List.of())
                .chat(request, new Ignoring() {
                    @Override
                    public void onError(Throwable failure) {
                        told.complete(failure);
                    }
                });
        assertThat(told).succeedsWithin(Duration.ofSeconds(5)).isInstanceOf(PolicyDeniedException.class);
    }
}
