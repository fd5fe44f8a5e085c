package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.camel.retrieval.RetrievedPassages;
import io.cascadeflow.camel.stream.ReplyStream;
import io.cascadeflow.confidence.Citable;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.FakeRequest;
import io.cascadeflow.provider.Feature;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.retrieval.Passage;
import io.cascadeflow.retrieval.RetrievalException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Every option of the catalog has a test here that fails when the option is ignored; a new option without one fails. */
class OptionsTest {

    private static final String OPENAI_JSON = "{\"messages\":[{\"role\":\"user\",\"content\":\"2+2?\"}]}";

    private ProbeContext context;
    private HttpProbe server;

    @BeforeEach
    void start() {
        context = new ProbeContext();
        server = new HttpProbe();
    }

    @AfterEach
    void stop() {
        context.close();
        server.close();
    }

    @Test
    void everyEndpointOptionOfTheCatalogIsTested() {
        assertThat(endpointOptions().keySet()).containsExactlyInAnyOrderElementsOf(Catalog.endpointOptions());
    }

    @Test
    void everyComponentOptionOfTheCatalogIsTested() {
        assertThat(new TreeSet<>(componentOptions().keySet()))
                .containsExactlyInAnyOrderElementsOf(Catalog.componentOptions());
    }

    @TestFactory
    Stream<DynamicTest> eachEndpointOptionHasAnEffect() {
        return tests(endpointOptions());
    }

    @TestFactory
    Stream<DynamicTest> eachComponentOptionHasAnEffect() {
        return tests(componentOptions());
    }

    /** A context and a server for each: dynamic tests share their factory's. */
    private Stream<DynamicTest> tests(Map<String, Executable> options) {
        return options.entrySet().stream()
                .map(option -> DynamicTest.dynamicTest(option.getKey(), () -> {
                    stop();
                    start();
                    option.getValue().execute();
                }));
    }

    private static ChatModel saying(String text) {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(dev.langchain4j.model.chat.request.ChatRequest request) {
                return answer(text);
            }
        };
    }

    private static ChatResponse answer(String text) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text))
                .finishReason(FinishReason.STOP)
                .build();
    }

    private record Streamed(String text) implements StreamingChatModel {
        @Override
        public void doChat(
                dev.langchain4j.model.chat.request.ChatRequest request, StreamingChatResponseHandler handler) {
            handler.onPartialResponse(text);
            handler.onCompleteResponse(answer(text));
        }
    }

    private Map<String, Executable> endpointOptions() {
        Map<String, Executable> tests = new LinkedHashMap<>();
        tests.put(
                "apiKey",
                () -> assertThat(sent("apiKey=sk-secret").headers())
                        .containsEntry("authorization", "Bearer sk-secret"));
        tests.put("api", () -> assertThat(sent("api=responses").path()).isEqualTo("/v1/responses"));
        tests.put(
                "apiVersion",
                () -> assertThat(sentTo("azure", "apiVersion=2024-10-21"))
                        .startsWith("/v1/openai/deployments/m/chat/completions"));
        tests.put(
                "deployment",
                () -> assertThat(sentTo("azure", "apiVersion=2024-10-21&deployment=mine"))
                        .startsWith("/v1/openai/deployments/mine/"));
        tests.put(
                "project",
                () -> assertThat(sentTo("vertex", "project=team-7&region=europe-west4&accessToken=t"))
                        .contains("/projects/team-7/"));
        tests.put(
                "region",
                () -> assertThat(sentTo("vertex", "project=team-7&region=europe-west4&accessToken=t"))
                        .contains("/locations/europe-west4/"));
        tests.put("accessToken", () -> {
            sentTo("vertex", "project=team-7&region=europe-west4&accessToken=sk-secret");
            assertThat(server.lastRequest().headers()).containsEntry("authorization", "Bearer sk-secret");
        });
        tests.put("baseUrl", () -> assertThat(sent("").path()).isEqualTo("/v1/chat/completions"));
        tests.put("model", () -> {
            context.ask("cascadeflow:probe?model=m", "2+2?");
            assertThat(context.probe.lastCall().model()).isEqualTo("m");
        });
        tests.put(
                "temperature",
                () -> assertThat(asked("temperature=0.2").sampling().temperature())
                        .isEqualTo(0.2));
        tests.put("topP", () -> assertThat(asked("topP=0.3").sampling().topP()).isEqualTo(0.3));
        tests.put("seed", () -> assertThat(asked("seed=42").sampling().seed()).isEqualTo(42L));
        tests.put(
                "maxTokens",
                () -> assertThat(asked("maxTokens=50").output().maxTokens()).isEqualTo(50));
        tests.put(
                "reasoningEffort",
                () -> assertThat(asked("reasoningEffort=high").output().reasoningEffort())
                        .isEqualTo("high"));
        tests.put(
                "systemMessage",
                () -> assertThat(asked("systemMessage=Be brief").messages().get(0))
                        .satisfies(first -> assertThat(first.role()).isEqualTo(Role.SYSTEM))
                        .satisfies(first -> assertThat(first.text()).isEqualTo("Be brief")));
        tests.put("inputType", () -> {
            assertThat(asked("inputType=json", OPENAI_JSON).question()).isEqualTo("2+2?");
            assertThat(asked("inputType=text", OPENAI_JSON).question()).isEqualTo(OPENAI_JSON);
            assertThat(asked("", OPENAI_JSON).question()).isEqualTo(OPENAI_JSON);
        });
        tests.put("outputType", () -> assertThat(body("outputType=reply")).isInstanceOf(ChatReply.class));
        tests.put(
                "jsonSchema",
                () -> assertThat(asked("jsonSchema=RAW({\"type\":\"object\"})")
                                .output()
                                .format())
                        .isEqualTo(new ResponseFormat.Schema("answer", "{\"type\":\"object\"}", true)));
        tests.put("outputClass", () -> {
            context.probe.answers(ProbeProvider.reply("{\"total\": 7}"));
            assertThat(body("outputClass=" + Invoice.class.getName())).isEqualTo(new Invoice(7));
            assertThat(context.probe.lastRequest().output().format()).isEqualTo(ResponseFormat.JSON);
        });
        tests.put("streaming", () -> assertThat(body("streaming=true")).isInstanceOf(ReplyStream.class));
        tests.put(
                "firstTokenTimeout",
                () -> assertThat(streamed("firstTokenTimeout=50", request -> FakeAnswer.never()))
                        .contains("no first token within 0.050 s"));
        tests.put("idleTimeout", () -> {
            FakeModel model = FakeModel.saying("m", "one two three four");
            assertThat(streamed(
                            "idleTimeout=50", request -> model.answer(request).stallAfter(model.bytesOf(request, 2))))
                    .contains("fell silent for 0.050 s");
        });
        tests.put("requestTimeout", () -> {
            asked("requestTimeout=3s");
            assertThat(context.probe.lastCall().deadline()).isEqualTo(ProbeContext.NOW.plus(Duration.ofSeconds(3)));
        });
        tests.put("maxRetries", () -> {
            server.answersStatus(503);
            sent("maxRetries=1");
            assertThat(server.count()).isEqualTo(2);
        });
        tests.put("breaker", () -> {
            assertThat(askedWhileDown(6, "")).isEqualTo(5);
            assertThat(askedWhileDown(6, "breaker=false")).isEqualTo(6);
        });
        tests.put(
                "breakerMinimumCalls",
                () -> assertThat(askedWhileDown(6, "breakerMinimumCalls=3")).isEqualTo(3));
        tests.put("breakerFailureRate", () -> {
            for (int i = 0; i < 3; i++) {
                context.ask("cascadeflow:probe:m?breakerFailureRate=0.9", "2+2?");
            }
            assertThat(askedWhileDown(12, "breakerFailureRate=0.9")).isEqualTo(12);
            for (int i = 0; i < 3; i++) {
                context.ask("cascadeflow:probe:m", "2+2?");
            }
            assertThat(askedWhileDown(12, "")).isEqualTo(3);
        });
        tests.put("breakerOpenFor", () -> {
            askedWhileDown(5, "breakerOpenFor=7s");
            assertThat(context.ask("cascadeflow:probe:m?breakerOpenFor=7s", "?").getException())
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            open -> assertThat(open.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
        });
        tests.put("breakerSlowCall", () -> {
            MovableClock clock = new MovableClock();
            context.close();
            context = new ProbeContext(clock);
            context.probe.answers(call -> {
                clock.advance(Duration.ofSeconds(2));
                return CompletableFuture.completedFuture(ProbeProvider.reply("4"));
            });
            for (int i = 0; i < 6; i++) {
                context.ask("cascadeflow:probe:m?breakerSlowCall=1s&requestTimeout=1h", "2+2?");
            }
            assertThat(context.probe.count()).isEqualTo(5);
        });
        tests.put("maxConcurrentCalls", () -> {
            context.probe.answers(call -> new CompletableFuture<>());
            context.send("cascadeflow:probe:m?maxConcurrentCalls=1&concurrentCallWait=0", "2+2?");
            context.probe.arrived().join();
            assertThat(kind("maxConcurrentCalls=1&concurrentCallWait=0")).isEqualTo(Kind.OVERLOADED);
        });
        tests.put("concurrentCallWait", () -> {
            CompletableFuture<ChatReply> first = new CompletableFuture<>();
            context.probe.answers(call ->
                    context.probe.count() == 1 ? first : CompletableFuture.completedFuture(ProbeProvider.reply("4")));
            String uri = "cascadeflow:probe:m?maxConcurrentCalls=1&concurrentCallWait=1m";
            context.send(uri, "2+2?");
            context.probe.arrived().join();
            CompletableFuture<Exchange> second = context.send(uri, "2+2?");
            first.complete(ProbeProvider.reply("4"));
            assertThat(second.join().getException()).isNull();
        });
        tests.put("rateLimitAware", () -> {
            server.answersWith(Map.of(
                    "x-ratelimit-limit-requests", "1",
                    "x-ratelimit-remaining-requests", "0",
                    "x-ratelimit-reset-requests", "20s"));
            sent("requestTimeout=10s");
            sent("requestTimeout=10s");
            assertThat(server.count()).isEqualTo(1);
            sent("requestTimeout=10s&rateLimitAware=false");
            assertThat(server.count()).isEqualTo(2);
        });
        tests.put("retryBudget", () -> {
            server.answersStatus(503);
            assertThat(requestsOfTwelveFailingCalls("retryBudget=0"))
                    .as("each call, and the ten retries that are always allowed")
                    .isEqualTo(22);
            assertThat(requestsOfTwelveFailingCalls("retryBudget=1"))
                    .as("each call, and a retry for each")
                    .isEqualTo(24);
        });
        tests.put("transport", () -> {
            assertThat(sent("transport=jdk").headers().get("user-agent")).startsWith("Java-http-client");
            assertThat(sent("transport=vertx").headers().get("user-agent")).isEqualTo("camel-cascadeflow");
            assertThat(sent("transport=camel").headers().get("user-agent")).startsWith("Apache-HttpClient");
        });
        tests.put(
                "additionalHeader",
                () -> assertThat(sent("additionalHeader.X-Team=search").headers())
                        .containsEntry("x-team", "search"));
        tests.put("additionalBodyProperty", () -> {
            JsonNode body = sent("additionalBodyProperty.service_tier=flex&additionalBodyProperty.top_k=5"
                            + "&additionalBodyProperty.store=true")
                    .json();
            assertThat(body.path("service_tier").asText()).isEqualTo("flex");
            assertThat(body.path("top_k").isInt()).isTrue();
            assertThat(body.path("store").isBoolean()).isTrue();
        });
        tests.put("logprobs", () -> {
            assertThat(asked("").output().logprobs()).isTrue();
            assertThat(asked("logprobs=false").output().logprobs()).isFalse();
        });
        tests.put(
                "topLogprobs",
                () -> assertThat(asked("topLogprobs=3").output().topLogprobs()).isEqualTo(3));
        tests.put(
                "gate",
                () -> assertThat(context.ask("cascadeflow:probe:m?gate=#sure", "2+2?")
                                .getMessage()
                                .getHeader(CascadeFlowConstants.CONFIDENCE))
                        .isEqualTo(0.9));
        tests.put("selfStated", () -> {
            context.probe.answers(ProbeProvider.reply("4\nConfidence: 0.5"));
            assertThat(body("selfStated=true")).isEqualTo("4");
        });
        tests.put("selfCheck", () -> {
            asked("selfCheck=true");
            assertThat(context.probe.count()).isEqualTo(2);
        });
        tests.put("judge", () -> {
            asked("judge=RAW(cascadeflow:probe:dear)");
            assertThat(context.probe.lastCall().model()).isEqualTo("dear");
        });
        tests.put("onUnsupported", () -> {
            String schema = "jsonSchema=RAW({\"type\":\"object\"})";
            context.probe.lacks(Feature.SCHEMA);
            assertThat(context.ask("cascadeflow:probe:m?" + schema, "2+2?").getException())
                    .isInstanceOf(ProviderException.class);
            assertThat(asked(schema + "&onUnsupported=degrade").output().format())
                    .isEqualTo(ResponseFormat.TEXT);
        });
        tests.put("operation", () -> {
            context.ask("cascadeflow:compatible:m?operation=embeddings&baseUrl=" + server.baseUrl() + "/v1", "2+2?");
            assertThat(server.lastRequest().path()).isEqualTo("/v1/embeddings");
        });
        tests.put("dimensions", () -> {
            context.ask(
                    "cascadeflow:compatible:m?operation=embeddings&dimensions=2&baseUrl=" + server.baseUrl() + "/v1",
                    "2+2?");
            assertThat(server.lastRequest().json().path("dimensions").asInt()).isEqualTo(2);
        });
        tests.put("chatModel", () -> {
            context.camel.getRegistry().bind("one", saying("one"));
            context.camel.getRegistry().bind("two", saying("two"));
            assertThat(context.ask("cascadeflow:langchain4j:openai:gpt-4o-mini?chatModel=#two", "2+2?")
                            .getMessage()
                            .getBody())
                    .isEqualTo("two");
        });
        tests.put("streamingChatModel", () -> {
            context.camel.getRegistry().bind("three", new Streamed("three"));
            context.camel.getRegistry().bind("four", new Streamed("four"));
            assertThat(context.ask("cascadeflow:langchain4j:openai:gpt-4o-mini?streamingChatModel=#four", "2+2?")
                            .getMessage()
                            .getBody())
                    .isEqualTo("four");
        });
        tests.put("embeddingModel", () -> {
            context.camel.getRegistry().bind("ones", (EmbeddingModel) texts -> Response.from(texts.stream()
                    .map(text -> Embedding.from(new float[] {1, 0}))
                    .toList()));
            assertThat(context.ask("cascadeflow:probe:m?embeddingModel=#ones", "2+2?")
                            .getMessage()
                            .getHeader(CascadeFlowConstants.SIGNALS, Map.class))
                    .containsEntry("embedding.similarity", 1.0);
        });
        tests.put(
                "history",
                () -> assertThat(context.ask(
                                        "cascadeflow:probe:m?history=classpath:camel/history.jsonl",
                                        "What is 3 + 3, please?")
                                .getMessage()
                                .getHeader(CascadeFlowConstants.SIGNALS, Map.class))
                        .containsEntry("history.right", 1.0));
        tests.put("samples", () -> {
            asked("samples=3");
            assertThat(context.probe.count()).isEqualTo(3);
        });
        tests.put(
                "samplePrompt",
                () -> assertThat(asked("samples=2&samplePrompt.2=Think anew")
                                .messages()
                                .get(0)
                                .text())
                        .isEqualTo("Think anew"));
        tests.put(
                "source",
                () -> assertThat(context.ask("cascadeflow:scripted:m?source=classpath:camel/answers.yaml", "ping")
                                .getMessage()
                                .getBody())
                        .isEqualTo("pong"));
        tests.put(
                "tiers",
                () -> assertThat(context.ask("cascadeflow:cascade:support?tiers=large", "2+2?")
                                .getMessage()
                                .getHeader(CascadeFlowConstants.TIERS))
                        .isEqualTo("large"));
        tests.put("budget", () -> {
            assertThat(context.ask("cascadeflow:probe:m?budget=spare,0.001", "?")
                            .getException())
                    .isInstanceOf(BudgetExceededException.class);
            assertThat(context.ask("cascadeflow:cascade:support?budget=0.001", "?")
                            .getException())
                    .isInstanceOf(BudgetExceededException.class);
            assertThat(context.probe.count()).isZero();
        });
        tests.put("budgetedMaxTokens", () -> {
            assertThat(asked("budget=1").output().maxTokens()).isEqualTo(4096);
            assertThat(asked("budget=1&budgetedMaxTokens=77").output().maxTokens())
                    .isEqualTo(77);
            assertThat(asked("budgetedMaxTokens=77").output().maxTokens()).isNull();
            assertThat(asked("budget=1&budgetedMaxTokens=77&maxTokens=5")
                            .output()
                            .maxTokens())
                    .isEqualTo(5);
        });
        retrieval(tests);
        tests.put("acceptAbove", () -> {
            String uri = "cascadeflow:cascade:adhoc?gate=#unsure&tiers=probe:m,probe:dear&acceptAbove=";
            assertThat(tiers(uri + "0.05")).isEqualTo("probe:m");
            assertThat(tiers(uri + "0.5")).isEqualTo("probe:m>probe:dear");
        });
        return tests;
    }

    private void retrieval(Map<String, Executable> tests) {
        tests.put("from", () -> assertThat(found("from=direct:search")).hasSize(3));
        tests.put(
                "folder",
                () -> assertThat(found("folder=" + documents()))
                        .extracting(Passage::id)
                        .containsExactly("a.md#seas"));
        tests.put("index", () -> {
            Path index = Files.createTempDirectory("index");
            assertThat(found("folder=%s&index=%s".formatted(documents(), index)))
                    .hasSize(1);
            assertThat(index).isNotEmptyDirectory();
        });
        tests.put("top", () -> assertThat(found("from=direct:search&top=2")).hasSize(2));
        tests.put(
                "minScore",
                () -> assertThat(found("from=direct:search&minScore=0.5"))
                        .extracting(Passage::text)
                        .containsExactly("high 5 null", "none"));
        tests.put(
                "filter",
                () -> assertThat(found("from=direct:search&filter=acme"))
                        .extracting(Passage::text)
                        .contains("high 5 acme"));
        tests.put("maxChars", () -> {
            assertThat(found("from=direct:long"))
                    .extracting(p -> p.text().length())
                    .containsExactly(1000);
            assertThat(found("from=direct:long&maxChars=300"))
                    .extracting(p -> p.text().length())
                    .containsExactly(300);
        });
        tests.put("citations", () -> {
            assertThat(retrieved("from=direct:search&citations=off").citable().demand())
                    .isEqualTo(Citable.Demand.OFF);
            assertThat(retrieved("from=direct:search&citations=required")
                            .citable()
                            .demand())
                    .isEqualTo(Citable.Demand.REQUIRED);
            assertThat(retrieved("from=direct:search").citable().demand()).isEqualTo(Citable.Demand.NOTED);
        });
        tests.put("onFailure", () -> {
            assertThat(retrieving("from=direct:broken").getException()).isInstanceOf(RetrievalException.class);
            assertThat(retrieving("from=direct:broken&onFailure=proceed").getException())
                    .isNull();
        });
        tests.put("emptyAnswer", () -> {
            assertThat(retrieving("from=direct:empty&emptyAnswer=no")
                            .getMessage()
                            .getBody())
                    .isEqualTo("no");
            assertThat(retrieving("from=direct:empty").getMessage().getBody()).isEqualTo("seas?");
        });
        tests.put(
                "retrievalTimeout",
                () -> assertThat(retrieving("from=direct:slow&retrievalTimeout=50")
                                .getException())
                        .isInstanceOfSatisfying(
                                RetrievalException.class,
                                e -> assertThat(e.isTimedOut()).isTrue()));
    }

    private static Path documents() throws IOException {
        Path folder = Files.createTempDirectory("documents");
        Files.writeString(folder.resolve("a.md"), "# Seas\nThe seas are deep.");
        return folder;
    }

    private RetrievedPassages found(String options) throws Exception {
        RetrievedPassages found = retrieved(options);
        assertThat(found).isNotEmpty();
        return found;
    }

    private RetrievedPassages retrieved(String options) throws Exception {
        Exchange exchange = retrieving(options);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(CascadeFlowConstants.PASSAGES, RetrievedPassages.class);
    }

    private Exchange retrieving(String options) throws Exception {
        if (context.camel.getRoute("search") == null) {
            context.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:search")
                            .routeId("search")
                            .process(exchange -> exchange.getMessage()
                                    .setBody(List.of(
                                            new Passage(
                                                    null,
                                                    "high %s %s"
                                                            .formatted(
                                                                    exchange.getMessage()
                                                                            .getHeader(
                                                                                    CascadeFlowConstants.RETRIEVAL_TOP),
                                                                    exchange.getMessage()
                                                                            .getHeader(
                                                                                    CascadeFlowConstants
                                                                                            .RETRIEVAL_FILTER)),
                                                    0.9),
                                            new Passage(null, "low", 0.1),
                                            Passage.of("none"))));
                    from("direct:long").setBody(constant("x".repeat(1000)));
                    from("direct:empty").setBody(constant(List.of()));
                    from("direct:broken").throwException(new IllegalStateException());
                    from("direct:slow").delay(5_000).setBody(constant("late"));
                }
            });
        }
        return context.ask("cascadeflow:retrieve:x?" + options, "seas?");
    }

    /** The endpoint's options are the component's as well: each endpoint starts from them. */
    private void restarted(Consumer<CascadeFlowComponent> settings, Map<String, Object> beans) {
        context.close();
        context = new ProbeContext(component -> {
            settings.accept(component);
            beans.forEach(
                    (name, bean) -> component.getCamelContext().getRegistry().bind(name, bean));
        });
    }

    private HealthCheck.State prices() {
        return HealthCheckHelper.getHealthCheck(context.camel, "cascadeflow-prices")
                .call()
                .getState();
    }

    private Map<String, Executable> componentOptions() {
        Map<String, Executable> tests = new LinkedHashMap<>();
        tests.put(
                "configuration",
                () -> assertThat(tiers("cascadeflow:cascade:support")).startsWith("small"));
        tests.put("defaults", () -> {
            CascadeFlowConfiguration defaults = new CascadeFlowConfiguration();
            defaults.setMaxTokens(77);
            context.component().setDefaults(defaults);
            assertThat(asked("").output().maxTokens()).isEqualTo(77);
        });
        tests.put("transportThreads", () -> {
            assumeThat(Runtime.version().feature())
                    .as("virtual threads need no limit")
                    .isLessThan(21);
            assertThat(mostAtOnce(1)).isEqualTo(1);
            assertThat(mostAtOnce(3)).isEqualTo(3);
        });
        tests.put("meterRegistry", () -> {
            SimpleMeterRegistry named = new SimpleMeterRegistry();
            SimpleMeterRegistry other = new SimpleMeterRegistry();
            restarted(component -> component.setMeterRegistry("#named"), Map.of("named", named, "other", other));
            context.ask("cascadeflow:probe:m", "2+2?");
            assertThat(named.find("gen_ai.client.operation.duration").timer()).isNotNull();
            assertThat(other.getMeters()).isEmpty();
        });
        tests.put("reloadSeconds", () -> {
            Path file = Files.createTempFile("reload", ".yaml");
            String prices = "models: {\"probe:m\": {input: 1, output: 10}}\n";
            Files.writeString(file, prices);
            restarted(
                    component -> {
                        component.setConfiguration("file:" + file);
                        component.setReloadSeconds(1);
                    },
                    Map.of());
            assertThat(context.ask("cascadeflow:probe:m", "q").getException()).isNull();
            Files.writeString(file, prices + "policies: [{name: no, then: {deny: true}}]\n");
            long end = System.currentTimeMillis() + 30_000;
            while (context.ask("cascadeflow:probe:m", "q").getException() == null) {
                assertThat(System.currentTimeMillis()).isLessThan(end);
                Thread.sleep(50);
            }
            Files.delete(file);
            assertThatThrownBy(() -> restarted(component -> component.setReloadSeconds(-1), Map.of()))
                    .hasStackTraceContaining("reloadSeconds is -1");
        });
        tests.put("maxPriceAgeDays", () -> {
            Clock nextYear = Clock.offset(Clock.fixed(ProbeContext.NOW, ZoneOffset.UTC), Duration.ofDays(400));
            restarted(component -> component.setMaxPriceAgeDays(30), Map.of("clock", nextYear));
            assertThat(prices()).isEqualTo(HealthCheck.State.DOWN);
            restarted(component -> component.setMaxPriceAgeDays(500), Map.of("clock", nextYear));
            assertThat(prices()).isEqualTo(HealthCheck.State.UP);
        });
        Catalog.endpointOptions().stream()
                .filter(option -> !option.equals("model"))
                .forEach(option -> tests.put(option, () -> {
                    Object value = SAMPLES.get(option);
                    assertThat(value).as("a sample value for " + option).isNotNull();
                    PropertyBindingSupport.build()
                            .withConfigurer(context.component().getComponentPropertyConfigurer())
                            .withMandatory(true)
                            .bind(context.camel, context.component(), new HashMap<>(Map.of(option, value)));
                    CascadeFlowEndpoint endpoint =
                            context.camel.getEndpoint("cascadeflow:probe:m", CascadeFlowEndpoint.class);
                    assertThat(endpoint.getConfiguration()).hasFieldOrPropertyWithValue(option, value);
                }));
        return tests;
    }

    /** How a streamed call fails, under a clock that runs. */
    private String streamed(String option, Function<FakeRequest, FakeAnswer> answer) {
        context.close();
        context = new ProbeContext(
                component -> component.getCamelContext().getRegistry().bind("clock", Clock.systemUTC()));
        try (FakeProvider fake = FakeProvider.start()) {
            fake.answer(answer);
            Exchange exchange = context.ask(
                    "cascadeflow:compatible:m?apiKey=k&maxRetries=0&streaming=true&%s&baseUrl=%s/v1"
                            .formatted(option, fake.uri()),
                    "2+2?");
            Throwable failure = exchange.getException() != null
                    ? exchange.getException()
                    : catchThrowable(() -> exchange.getMessage().getBody(ReplyStream.class).stream()
                            .toList());
            return String.valueOf(failure.getMessage());
        }
    }

    /** How many of so many calls reach the provider when it is down. */
    private int askedWhileDown(int calls, String options) {
        int before = context.probe.count();
        context.probe.fails(new ProviderException(Kind.CONNECT, "down"));
        for (int i = 0; i < calls; i++) {
            context.ask("cascadeflow:probe:m?" + options, "2+2?");
        }
        context.probe.answers(ProbeProvider.reply("4"));
        return context.probe.count() - before;
    }

    private int requestsOfTwelveFailingCalls(String options) {
        int before = server.count();
        List<CompletableFuture<Exchange>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            calls.add(context.send(
                    "cascadeflow:compatible:m?maxRetries=1&baseUrl=" + server.baseUrl() + "/v1&" + options, "2+2?"));
        }
        calls.forEach(CompletableFuture::join);
        return server.count() - before;
    }

    private Kind kind(String options) {
        return ((ProviderException)
                        context.ask("cascadeflow:probe:m?" + options, "2+2?").getException())
                .kind();
    }

    private static final Map<String, Object> SAMPLES = samples();

    private static Map<String, Object> samples() {
        Map<String, Object> samples = new HashMap<>();
        samples.put("acceptAbove", 0.5);
        samples.put("additionalBodyProperty", Map.of("top_k", 5));
        samples.put("additionalHeader", Map.of("X-Team", "search"));
        samples.put("accessToken", "sk-secret");
        samples.put("api", "responses");
        samples.put("apiKey", "sk-secret");
        samples.put("apiVersion", "2024-10-21");
        samples.put("deployment", "mine");
        samples.put("project", "team-7");
        samples.put("region", "europe-west4");
        samples.put("baseUrl", "http://localhost:1/v1");
        samples.put("breaker", false);
        samples.put("breakerFailureRate", 0.7);
        samples.put("breakerMinimumCalls", 7);
        samples.put("breakerOpenFor", 7000L);
        samples.put("breakerSlowCall", 7000L);
        samples.put("budget", "0.05");
        samples.put("budgetedMaxTokens", 77);
        samples.put("concurrentCallWait", 7000L);
        samples.put("gate", "#sure");
        samples.put("inputType", CascadeFlowConfiguration.InputType.json);
        samples.put("jsonSchema", "{}");
        samples.put("logprobs", false);
        samples.put("maxRetries", 7);
        samples.put("maxTokens", 7);
        samples.put("outputClass", Invoice.class);
        samples.put("outputType", CascadeFlowConfiguration.OutputType.reply);
        samples.put("maxConcurrentCalls", 7);
        samples.put("rateLimitAware", false);
        samples.put("retryBudget", 0.7);
        samples.put("reasoningEffort", "low");
        samples.put("requestTimeout", 7000L);
        samples.put("streaming", true);
        samples.put("firstTokenTimeout", 3000L);
        samples.put("idleTimeout", 4000L);
        samples.put("onUnsupported", CascadeFlowConfiguration.OnUnsupported.degrade);
        samples.put("operation", CascadeFlowConfiguration.Operation.embeddings);
        samples.put("dimensions", 2);
        samples.put("chatModel", "#one");
        samples.put("streamingChatModel", "#four");
        samples.put("embeddingModel", "#ones");
        samples.put("history", "classpath:camel/history.jsonl");
        samples.put("judge", "direct:judge");
        samples.put("selfCheck", true);
        samples.put("selfStated", true);
        samples.put("samplePrompt", Map.of("2", "Think anew"));
        samples.put("samples", 3);
        samples.put("seed", 7L);
        samples.put("source", "classpath:camel/answers.yaml");
        samples.put("systemMessage", "Be brief");
        samples.put("temperature", 0.7);
        samples.put("tiers", "a,b");
        samples.put("from", "direct:search");
        samples.put("folder", "docs");
        samples.put("index", "target/index");
        samples.put("top", 7);
        samples.put("minScore", 0.5);
        samples.put("filter", "${header.tenant}");
        samples.put("maxChars", 999);
        samples.put("citations", CascadeFlowConfiguration.Citing.required);
        samples.put("onFailure", CascadeFlowConfiguration.OnFailure.proceed);
        samples.put("emptyAnswer", "Nothing.");
        samples.put("retrievalTimeout", 999L);
        samples.put("topLogprobs", 7);
        samples.put("topP", 0.7);
        samples.put("transport", CascadeFlowConfiguration.TransportKind.jdk);
        return samples;
    }

    /** How many of nine calls reach the server together when the camel transport has this many threads. */
    private int mostAtOnce(int threads) throws Exception {
        stop();
        start();
        context.close();
        context = new ProbeContext(component -> component.setTransportThreads(threads));
        server.answersSlowly();
        List<CompletableFuture<Exchange>> calls = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            calls.add(context.send("cascadeflow:compatible:m?baseUrl=" + server.baseUrl() + "/v1", "2+2?"));
        }
        calls.forEach(CompletableFuture::join);
        return server.mostAtOnce();
    }

    @Test
    void refusesABudgetThatIsNoneAndABoundThatBoundsNothing() {
        for (String bad : List.of("budget=my budget", "budget=-0.05", "budget=a,,b", "budgetedMaxTokens=0")) {
            assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> context.camel
                            .getEndpoint("cascadeflow:probe:m?" + bad)
                            .createProducer())
                    .withMessageContaining(bad.substring(0, bad.indexOf('=')));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.camel
                        .getEndpoint("cascadeflow:cascade:support?budget=-0.05")
                        .createProducer())
                .withMessageContaining("option budget: '-0.05'");
    }

    @Test
    void aCascadeHasTheBudgetsOfItsConfigurationAndOfItsOption() throws Exception {
        context.close();
        context = new ProbeContext(component -> component.setConfiguration("classpath:camel/budgets.yaml"));

        assertThat(started("cascadeflow:cascade:support?budget=company, 0.05").budgets())
                .containsExactly("support", "0.01", "company", "0.05");
        assertThat(started("cascadeflow:cascade:other?tiers=probe:m&budget=0.05")
                        .budgets())
                .containsExactly("0.05");
    }

    private CascadeProducer started(String uri) throws Exception {
        LiveCascade producer = (LiveCascade) context.camel.getEndpoint(uri).createProducer();
        producer.start();
        return Objects.requireNonNull(producer.now());
    }

    @Test
    void hidesTheKeyWhereAnEndpointIsPrinted() throws Exception {
        assertThat(context.camel.getEndpoint("cascadeflow:compatible:m?apiKey=sk-secret&baseUrl=http://localhost:1/v1"))
                .asString()
                .doesNotContain("sk-secret");
    }

    @Test
    void hidesEveryFurtherHeaderWhereAnEndpointIsPrinted() {
        CascadeFlowEndpoint endpoint = context.camel.getEndpoint(
                "cascadeflow:probe:m?additionalHeader.X-Gate=hunter2", CascadeFlowEndpoint.class);

        assertThat(endpoint).asString().doesNotContain("hunter2");
        assertThat(URISupport.sanitizeUri(endpoint.getEndpointUri())).doesNotContain("hunter2");
    }

    @Test
    void showsNoSecretInJmx() throws Exception {
        try (ProbeContext managed = new ProbeContext()) {
            managed.ask("cascadeflow:probe:m?apiKey=sk-secret&additionalHeader.X-Gate=hunter2", "a prompt");
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            List<String> shown = new ArrayList<>();
            for (ObjectName name : beans.queryNames(new ObjectName("org.apache.camel:*"), null)) {
                shown.add(name.toString());
                for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                    shown.add(String.valueOf(readable(beans, name, attribute)));
                }
            }
            assertThat(shown).noneMatch(text -> text.contains("sk-secret"));
            assertThat(shown).noneMatch(text -> text.contains("hunter2"));
            assertThat(shown).noneMatch(text -> text.contains("a prompt"));
        }
    }

    private static Object readable(MBeanServer beans, ObjectName name, MBeanAttributeInfo attribute) throws Exception {
        return attribute.isReadable() && attribute.getType().equals(String.class.getName())
                ? beans.getAttribute(name, attribute.getName())
                : "";
    }

    @Test
    void takesOptionsOfTheComponentForTheEndpointsThatTheyConcern() {
        context.close();
        context = new ProbeContext(component -> {
            component.getDefaults().setAcceptAbove(0.4);
            component.getDefaults().setTemperature(0.7);
        });
        Exchange one = context.ask("cascadeflow:probe:m", "2+2?");
        Exchange cascade = context.ask("cascadeflow:cascade:support", "2+2?");

        assertThat(one.getException()).isNull();
        assertThat(cascade.getException()).isNull();
        assertThat(context.probe.lastRequest().sampling().temperature()).isEqualTo(0.7);
    }

    @TestFactory
    Stream<DynamicTest> aCascadeRefusesWhatIsForItsTiers() {
        Set<String> itsOwn = Set.of("model", "tiers", "acceptAbove", "gate", "requestTimeout", "budget", "streaming");
        return Catalog.endpointOptions().stream()
                .filter(option -> !itsOwn.contains(option))
                .map(option -> DynamicTest.dynamicTest(option, () -> {
                    CascadeFlowEndpoint cascade =
                            context.camel.getEndpoint("cascadeflow:cascade:support", CascadeFlowEndpoint.class);
                    PropertyBindingSupport.build()
                            .withConfigurer(context.component().getEndpointPropertyConfigurer())
                            .withMandatory(true)
                            .bind(context.camel, cascade, new HashMap<>(Map.of(option, SAMPLES.get(option))));
                    assertThatIllegalArgumentException()
                            .isThrownBy(cascade::createProducer)
                            .withMessageContaining("option " + option);
                    context.close();
                    context = new ProbeContext();
                }));
    }

    @TestFactory
    Stream<DynamicTest> aRetrievalAndAModelRefuseEachOthersOptions() {
        Set<String> ofRetrievals = Set.of(
                "from",
                "folder",
                "index",
                "top",
                "minScore",
                "filter",
                "maxChars",
                "citations",
                "onFailure",
                "emptyAnswer",
                "retrievalTimeout");
        return Catalog.endpointOptions().stream()
                .filter(option -> !option.equals("model"))
                .map(option -> DynamicTest.dynamicTest(option, () -> {
                    context.close();
                    context = new ProbeContext();
                    String uri = ofRetrievals.contains(option)
                            ? "cascadeflow:probe:m"
                            : "cascadeflow:retrieve:x?from=direct:s";
                    CascadeFlowEndpoint endpoint = context.camel.getEndpoint(uri, CascadeFlowEndpoint.class);
                    PropertyBindingSupport.build()
                            .withConfigurer(context.component().getEndpointPropertyConfigurer())
                            .withMandatory(true)
                            .bind(context.camel, endpoint, new HashMap<>(Map.of(option, SAMPLES.get(option))));
                    assertThatIllegalArgumentException()
                            .isThrownBy(endpoint::createProducer)
                            .withMessageContaining("option " + option);
                }));
    }

    @Test
    void aRetrievalRefusesWhatIsOutOfRange() {
        for (String option :
                List.of("top=0", "top=65", "maxChars=199", "maxChars=200001", "retrievalTimeout=0", "minScore=NaN")) {
            assertThatIllegalArgumentException()
                    .as(option)
                    .isThrownBy(() -> context.camel
                            .getEndpoint("cascadeflow:retrieve:x?from=direct:s&" + option)
                            .createProducer())
                    .withMessageContaining(option.substring(0, option.indexOf('=')));
        }
    }

    @Test
    void bindsNoAnswerToNothing() {
        for (String nothing : List.of("null", "{\"total\":1} {\"total\":2}")) {
            context.probe.answers(ProbeProvider.reply(nothing));
            Exchange exchange = context.ask("cascadeflow:probe:m?outputClass=" + Invoice.class.getName(), "2+2?");
            assertThat(exchange.getException()).as(nothing).isInstanceOf(ProviderException.class);
        }
    }

    @Test
    void bindsNoAnswerThatIsNotTheClass() {
        context.probe.answers(ProbeProvider.reply("forty-two, in confidence"));
        Exchange exchange = context.ask("cascadeflow:probe:m?outputClass=" + Invoice.class.getName(), "2+2?");

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        e -> assertThat(e.kind()).isEqualTo(ProviderException.Kind.BAD_PAYLOAD))
                .hasMessageContaining("jsonSchema")
                .hasMessageNotContaining("forty-two");
        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.COST)).isNotNull();
    }

    /** Bound from an answer's JSON. */
    public record Invoice(int total) {}

    private ChatRequest asked(String options) {
        return asked(options, "2+2?");
    }

    private ChatRequest asked(String options, Object body) {
        Exchange exchange = context.ask("cascadeflow:probe:m?" + options, body);
        assertThat(exchange.getException()).isNull();
        return context.probe.lastRequest();
    }

    private Object body(String options) {
        Exchange exchange = context.ask("cascadeflow:probe:m?" + options, "2+2?");
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody();
    }

    private HttpProbe.Request sent(String options) {
        context.ask(
                "cascadeflow:compatible:m?baseUrl=" + server.baseUrl() + "/v1"
                        + (options.isEmpty() ? "" : "&" + options),
                "2+2?");
        return server.lastRequest();
    }

    private String sentTo(String provider, String options) {
        String key = options.contains("accessToken") ? "" : "apiKey=k&";
        context.ask("cascadeflow:" + provider + ":m?" + key + "baseUrl=" + server.baseUrl() + "/v1&" + options, "2+2?");
        return server.lastRequest().path();
    }

    private String tiers(String uri) {
        return context.ask(uri, "2+2?").getMessage().getHeader(CascadeFlowConstants.TIERS, String.class);
    }
}
