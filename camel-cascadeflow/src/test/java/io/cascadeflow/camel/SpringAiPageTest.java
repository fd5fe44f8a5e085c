package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.camel.bridge.CascadeAccount;
import io.cascadeflow.camel.bridge.HouseModel;
import io.cascadeflow.camel.springai.CascadeChatModel;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.springai.OpenAiBeans;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.tool.annotation.Tool;

/** What docs/spring-ai.md shows is here, and runs: a bean as a tier, and the cascade under a chat client. */
@Timeout(60)
class SpringAiPageTest {

    private final FakeProvider fake = FakeProvider.start();
    private ProbeContext context;
    private CamelContext camelContext;

    @TempDir
    Path folder;

    record Person(String name, int age) {}

    static class Weather {
        @Tool(description = "The weather of a city")
        String weather(String city) {
            return city + ": rain, 8 °C";
        }
    }

    @BeforeEach
    void start() throws Exception {
        String yaml = Pages.blocks("spring-ai.md", "yaml")
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
        camelContext.getRegistry().bind("small", OpenAiBeans.at(fake.uri() + "/v1", "k", "gpt-4o-mini"));
        fake.answer(HouseModel::answer);
    }

    @AfterEach
    void stop() {
        context.close();
        fake.close();
    }

    private ChatClient client() {
        return ChatClient.create(new CascadeChatModel(camelContext, "cascadeflow:cascade:support"));
    }

    @Test
    void whatIsOnThePageIsHere() throws Exception {
        String here =
                Pages.squeezed(Files.readString(Path.of("src/test/java/io/cascadeflow/camel/SpringAiPageTest.java")));
        assertThat(Pages.blocks("spring-ai.md", "java"))
                .hasSizeGreaterThan(2)
                .allSatisfy(block -> assertThat(here).contains(Pages.squeezed(block)));
    }

    @Test
    void aChatClientAsksTheCascade() {
        ChatModel model = new CascadeChatModel(camelContext, "cascadeflow:cascade:support");
        ChatResponse response =
                ChatClient.create(model).prompt("Something hard").call().chatResponse();

        CascadeAccount account = response.getMetadata().get(CascadeChatModel.ACCOUNT);
        assertThat(response.getResult().getOutput().getText()).isEqualTo("It is forty two, all told.");
        assertThat(response.getResult().getMetadata().getFinishReason()).isEqualTo("STOP");
        assertThat(response.getMetadata().getUsage().getPromptTokens()).isEqualTo(21);
        assertThat(account.tier()).isEqualTo("large");
        assertThat(account.outcome()).isEqualTo("escalated");
        assertThat(Objects.requireNonNull(account.totalCost())).isGreaterThan(account.cost());
        assertThat(client().prompt("Something easy").call().content()).isEqualTo("The answer is four.");
    }

    @Test
    void toolsRunWithinTheModel() {
        String answer = client().prompt("Is it raining in Zürich?")
                .tools(new Weather())
                .call()
                .content();

        assertThat(answer).isEqualTo("The tool says: Zürich: rain, 8 °C");
    }

    @Test
    void toolsThatTheCallerRunsAreLeftToIt() {
        ChatResponse response = client().prompt("Is it raining in Zürich?")
                .tools(new Weather())
                .options(ToolCallingChatOptions.builder()
                        .internalToolExecutionEnabled(false)
                        .build())
                .call()
                .chatResponse();

        assertThat(response.getResult().getOutput().getToolCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.name()).isEqualTo("weather"));
    }

    @Test
    void answersAreStreamed() {
        List<String> pieces = client().prompt("Something hard").stream()
                .content()
                .collectList()
                .block(Duration.ofSeconds(20));

        assertThat(pieces).hasSizeGreaterThan(3);
        assertThat(String.join("", Objects.requireNonNull(pieces))).isEqualTo("It is forty two, all told.");
    }

    @Test
    void toolsRunWithinAStream() {
        List<String> pieces = client().prompt("Is it raining in Zürich?").tools(new Weather()).stream()
                .content()
                .collectList()
                .block(Duration.ofSeconds(20));

        assertThat(String.join("", Objects.requireNonNull(pieces))).isEqualTo("The tool says: Zürich: rain, 8 °C");
    }

    @Test
    void anAnswerIsAnObject() {
        Person person = client().prompt("Who is Ann?").call().entity(Person.class);

        assertThat(person).isEqualTo(new Person("Ann", 41));
    }

    @Test
    void refusalsAreOurs() {
        ChatModel denied = new CascadeChatModel(
                camelContext,
                "cascadeflow:cascade:support",
                Map.of(CascadeFlowConstants.USER, "eve"),
                ToolCallingManager.builder().build());

        assertThatExceptionOfType(PolicyDeniedException.class).isThrownBy(() -> denied.call("?"));
        assertThatExceptionOfType(PolicyDeniedException.class)
                .isThrownBy(() ->
                        ChatClient.create(denied).prompt("?").stream().content().blockLast(Duration.ofSeconds(20)));
    }
}
