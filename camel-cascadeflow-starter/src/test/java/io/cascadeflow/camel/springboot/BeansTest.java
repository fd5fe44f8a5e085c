package io.cascadeflow.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.camel.langchain4j.CascadeChatModel;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.DraftFacts;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.Observations;
import io.cascadeflow.confidence.Signal;
import io.cascadeflow.confidence.SignalSource;
import io.cascadeflow.guard.find.Detector;
import io.cascadeflow.guard.find.Span;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Condition.Coded;
import io.cascadeflow.policy.Constraint.Deny;
import io.cascadeflow.policy.Fact;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.policy.Rule;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ChatProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.Generation;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Beans of the application that the component takes: providers, gates, signals, embedding models, chat models of other libraries, detectors, rules, registries of meters, the DataSource. */
@Timeout(120)
class BeansTest {

    private static final CompletableFuture<ChatReply> LATE = new CompletableFuture<>();

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        @Bean
        ChatProvider house() {
            return call -> CompletableFuture.completedFuture(
                    ChatReply.of("m", reply(call.request().toString())));
        }

        private static String reply(String request) {
            if (request.contains("Jane")) {
                return "I know Jane";
            }
            return request.contains("hard") ? "hm" : "Six!";
        }

        @Bean
        Detector names() {
            return new Names();
        }

        @Bean
        ChatProvider slow() {
            return call -> LATE;
        }

        @Bean
        Gate strict() {
            return draft -> Assessment.of(draft.reply().text().equals("hm") ? 0.1 : 0.9);
        }

        @Bean
        SignalSource shouting() {
            return new Shouting();
        }

        @Bean
        EmbeddingModel meaning() {
            return new Lengths();
        }

        @Bean
        ChatModel langChain() {
            return new ChatModel() {
                @Override
                public ChatResponse doChat(ChatRequest request) {
                    return ChatResponse.builder()
                            .aiMessage(AiMessage.from("From LangChain4j"))
                            .build();
                }
            };
        }

        @Bean
        org.springframework.ai.chat.model.ChatModel springAi() {
            return prompt -> new org.springframework.ai.chat.model.ChatResponse(
                    List.of(new Generation(new AssistantMessage("From Spring AI"))));
        }

        /** Stands in the place of a model, and is not the only one. */
        @Bean
        CascadeChatModel cascade(CamelContext camel) {
            return new CascadeChatModel(camel, "cascadeflow:cascade:c");
        }

        @Bean
        io.cascadeflow.camel.springai.CascadeChatModel springCascade(CamelContext camel) {
            return new io.cascadeflow.camel.springai.CascadeChatModel(camel, "cascadeflow:cascade:c");
        }

        @Bean
        Rule visitors() {
            Condition visitor = Coded.of(
                    "visitor", Set.of(Fact.USER), facts -> facts.said(Fact.USER).contains("eve"));
            return Rule.of("no-visitors", visitor, new Deny());
        }

        @Bean
        MeterRegistry first() {
            return new SimpleMeterRegistry();
        }

        @Bean
        MeterRegistry second() {
            return new SimpleMeterRegistry();
        }
    }

    private static final class Names implements Detector {

        @Override
        public String kind() {
            return "name";
        }

        @Override
        public List<Span> find(String text) {
            int at = text.indexOf("Jane");
            return at < 0 ? List.of() : List.of(new Span(at, at + "Jane".length(), kind()));
        }
    }

    private static final class Shouting implements SignalSource {

        private static final Signal SHOUTS = new Signal("app.shouts", Signal.Cost.MICROSECONDS, "1 when it shouts");

        @Override
        public List<Signal> signals() {
            return List.of(SHOUTS);
        }

        @Override
        public void observe(DraftFacts facts, Observations into) {
            into.put(SHOUTS, facts.draft().reply().text().endsWith("!") ? 1 : 0);
        }
    }

    /** Texts of one length mean the same. */
    private static final class Lengths implements EmbeddingModel {

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
            return Response.from(texts.stream()
                    .map(text -> Embedding.from(new float[] {text.text().length() == 4 ? 1 : 0, 1}))
                    .toList());
        }
    }

    private static ConfigurableApplicationContext start(String... properties) {
        String[] all = Stream.concat(
                        Stream.of(
                                "--cascadeflow.models[house:m].input=1",
                                "--cascadeflow.models[house:m].output=2",
                                "--cascadeflow.models[slow:m].input=1",
                                "--cascadeflow.models[slow:m].output=2",
                                "--cascadeflow.cascades.c.tiers[0].name=small",
                                "--cascadeflow.cascades.c.tiers[0].uri=cascadeflow:house:m?gate=#strict",
                                "--cascadeflow.cascades.c.tiers[0].accept-above=0.5",
                                "--cascadeflow.cascades.c.tiers[1].name=large",
                                "--cascadeflow.cascades.c.tiers[1].uri=cascadeflow:house:m",
                                "--cascadeflow.budgets[0].name=company",
                                "--cascadeflow.budgets[0].limit=5",
                                "--cascadeflow.budgets[0].window=total"),
                        Stream.of(properties))
                .toArray(String[]::new);
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(all);
    }

    private static Exchange ask(ConfigurableApplicationContext application, String uri, String question) {
        return application
                .getBean(ProducerTemplate.class)
                .request(uri, e -> e.getMessage().setBody(question));
    }

    @Test
    void providersGatesSignalsAndBothMeterRegistriesAreTaken() {
        try (ConfigurableApplicationContext application = start("--cascadeflow.ledger.memory=true")) {
            assertThat(ask(application, "cascadeflow:cascade:c", "easy").getMessage())
                    .satisfies(answer -> assertThat(answer.getHeader(CascadeFlowConstants.TIER))
                            .isEqualTo("small"));
            assertThat(ask(application, "cascadeflow:cascade:c", "hard").getMessage())
                    .satisfies(answer -> assertThat(answer.getHeader(CascadeFlowConstants.TIER))
                            .isEqualTo("large"));
            assertThat(ask(application, "cascadeflow:house:m", "easy")
                            .getMessage()
                            .getHeader(CascadeFlowConstants.SIGNALS, Map.class))
                    .containsEntry("app.shouts", 1.0);
            Map<String, MeterRegistry> registries = application.getBeansOfType(MeterRegistry.class);
            assertThat(registries).containsKeys("first", "second");
            assertThat(registries.values().stream().filter(SimpleMeterRegistry.class::isInstance))
                    .hasSize(2)
                    .allSatisfy(registry -> assertThat(registry.get("cascadeflow.decisions").counters().stream()
                                    .mapToDouble(counter -> counter.count())
                                    .sum())
                            .isEqualTo(2));
        }
    }

    @Test
    void anEmbeddingModelIsTakenByItsName() {
        try (ConfigurableApplicationContext application = start("--cascadeflow.ledger.memory=true")) {
            Map<?, ?> signals = ask(application, "cascadeflow:house:m?embeddingModel=#meaning", "easy")
                    .getMessage()
                    .getHeader(CascadeFlowConstants.SIGNALS, Map.class);
            assertThat(signals.get("embedding.similarity"))
                    .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
                    .isEqualTo(1, Offset.offset(1e-6));
        }
    }

    @Test
    void chatModelsOfOtherLibrariesAreTakenWithoutBeingNamed() {
        try (ConfigurableApplicationContext application = start("--cascadeflow.ledger.memory=true")) {
            assertThat(ask(application, "cascadeflow:langchain4j:openai:gpt-4o-mini", "easy")
                            .getMessage()
                            .getBody())
                    .isEqualTo("From LangChain4j");
            assertThat(ask(application, "cascadeflow:spring-ai:openai:gpt-4o-mini?chatModel=#springAi", "easy")
                            .getMessage()
                            .getBody())
                    .isEqualTo("From Spring AI");
            assertThat(ask(application, "cascadeflow:spring-ai:openai:gpt-4o-mini", "easy")
                            .getMessage()
                            .getBody())
                    .isEqualTo("From Spring AI");
        }
    }

    @Test
    void aCascadeIsABeanInTheirPlace() {
        try (ConfigurableApplicationContext application = start("--cascadeflow.ledger.memory=true")) {
            assertThat(application.getBean(CascadeChatModel.class).chat("easy")).isEqualTo("Six!");
            assertThat(application
                            .getBean(io.cascadeflow.camel.springai.CascadeChatModel.class)
                            .call("hard"))
                    .isEqualTo("hm");
        }
    }

    @Test
    void rulesArePartOfThePolicy() {
        try (ConfigurableApplicationContext application = start("--cascadeflow.ledger.memory=true")) {
            ProducerTemplate template = application.getBean(ProducerTemplate.class);
            Exchange visitor = template.request("cascadeflow:house:m", e -> {
                e.getMessage().setBody("easy");
                e.getMessage().setHeader(CascadeFlowConstants.USER, "eve");
            });
            assertThat(visitor.getException())
                    .isInstanceOf(PolicyDeniedException.class)
                    .hasMessageEndingWith("by rule 'no-visitors'");
            assertThat(ask(application, "cascadeflow:house:m", "easy").getException())
                    .isNull();
        }
        assertThatThrownBy(() ->
                        start("--cascadeflow.policies[0].name=no-visitors", "--cascadeflow.policies[0].then.deny=true"))
                .hasStackTraceContaining("rule 'no-visitors': another rule has that name");
    }

    @Test
    void aDetectorFindsWhatRulesRedact() {
        try (ConfigurableApplicationContext application = start("--cascadeflow.ledger.memory=true")) {
            assertThat(body(application)).isEqualTo("I know Jane");
        }
        try (ConfigurableApplicationContext application = start(
                "--cascadeflow.ledger.memory=true",
                "--cascadeflow.policies[0].name=private",
                "--cascadeflow.policies[0].then.redact[0]=name")) {
            assertThat(body(application)).isEqualTo("Six!");
        }
    }

    private static String body(ConfigurableApplicationContext application) {
        return ask(application, "cascadeflow:house:m", "Who is Jane?")
                .getMessage()
                .getBody(String.class);
    }

    @Test
    void withoutTheDataSourceThatIsNamedItDoesNotStart() {
        assertThatThrownBy(() -> start(
                        "--spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName(),
                        "--cascadeflow.ledger.data-source=#dataSource"))
                .hasStackTraceContaining(
                        "there is no DataSource bean 'dataSource' in the registry; bind one, or give ledger.url");
    }

    private static boolean isHeld(CamelContext camel) {
        Usd held = CascadeFlowBudgets.in(camel)
                .standing("company", Map.of())
                .balance()
                .held()
                .usd();
        return !held.equals(Usd.ZERO);
    }

    @Test
    void aCallThatIsOnItsWayWhenTheApplicationEndsIsPaidFor(@TempDir Path folder) throws Exception {
        String database = "jdbc:h2:file:" + folder.resolve("ledger");
        CompletableFuture<Exchange> answer;
        try (ConfigurableApplicationContext application =
                start("--spring.datasource.url=" + database, "--cascadeflow.ledger.data-source=#dataSource")) {
            answer = application
                    .getBean(ProducerTemplate.class)
                    .asyncSend("cascadeflow:slow:m", e -> e.getMessage().setBody("?"));
            CamelContext camel = application.getBean(CamelContext.class);
            await().until(() -> isHeld(camel));
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS)
                    .execute(() -> LATE.complete(ChatReply.of("m", "Late.")));
        }
        assertThat(answer).isDone();
        try (Connection connection = DriverManager.getConnection(database);
                ResultSet entries = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT COUNT(*), SUM(settled_usd) FROM cascadeflow_entry WHERE model = 'slow:m'")) {
            assertThat(entries.next()).isTrue();
            assertThat(entries.getLong(1)).isEqualTo(1);
            assertThat(entries.getLong(2)).isPositive();
        }
    }
}
