package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.cache.CacheStore;
import io.cascadeflow.camel.stream.ReplyStream;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ProviderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An accepted answer is given again to the same question, and nobody is asked or paid. */
class CacheInRoutesTest {

    private static final String CASCADE = "cascadeflow:cascade:support";
    private static final String QUESTION = "What is 2 + 2?";

    private static final String CONFIGURATION = """
            models:
              "probe:m": {input: 1, output: 10}
              "probe:dear": {input: 10, output: 100}
            cascades:
              support:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m?gate=%23sure", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear?gate=%23unsure"}
                cache: CACHE
              escalating:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m?gate=%23unsure", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear?gate=%23sure"}
                cache: CACHE
              lenient:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m?gate=%23unsure", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear?gate=%23unsure", acceptAbove: 0.75}
                whenExhausted: degrade
                cache: CACHE
            ledger: {memory: true}
            budgets: [{name: company, limit: 100, window: day, per: tenant, whenKeyMissing: none}]
            audit: {file: AUDIT, content: full}
            """;

    @TempDir
    Path folder;

    private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
    private final MovableClock clock = new MovableClock();
    private @Nullable ProbeContext context;
    private final AtomicInteger answers = new AtomicInteger();
    private boolean down;

    private final CacheStore store = new CacheStore() {
        @Override
        public CompletionStage<byte @Nullable []> get(String key) {
            return down
                    ? CompletableFuture.failedFuture(new IllegalStateException("down"))
                    : CompletableFuture.completedFuture(stored.get(key));
        }

        @Override
        public CompletionStage<@Nullable Void> put(String key, byte[] value, Duration maxAge) {
            assertThat(maxAge).isEqualTo(Duration.ofMinutes(10));
            stored.put(key, value);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<@Nullable Void> remove(String key) {
            stored.remove(key);
            return CompletableFuture.completedFuture(null);
        }
    };

    private ProbeContext with(String cache, String... more) throws Exception {
        String text = CONFIGURATION
                .replace("CACHE", cache)
                .replace("AUDIT", folder.resolve("decisions.jsonl").toString());
        Path file = Files.writeString(folder.resolve("cache.yaml"), text + String.join("\n", more));
        ProbeContext made = new ProbeContext(
                component -> {
                    component.getCamelContext().getRegistry().bind("kept", store);
                    component.setConfiguration("file:" + file);
                },
                clock);
        made.probe.answers(
                call -> CompletableFuture.completedFuture(ProbeProvider.reply("answer " + answers.incrementAndGet())));
        context = made;
        return made;
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    private static String text(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        Object body = exchange.getMessage().getBody();
        if (!(body instanceof ReplyStream stream)) {
            return String.valueOf(body);
        }
        StringBuilder text = new StringBuilder();
        stream.iterator().forEachRemaining(text::append);
        return text.toString();
    }

    @Test
    void aHitIsToldByHeadersTraceAndAuditAndCostsNothing() throws Exception {
        ProbeContext with = with("{maxAge: 10m}");
        Exchange first = with.ask(CASCADE, QUESTION, Map.of(CascadeFlowConstants.TENANT, "a"));
        int lines = with.lines().size();
        Exchange again = with.ask(CASCADE, QUESTION, Map.of(CascadeFlowConstants.TENANT, "a"));

        assertThat(text(first)).isEqualTo("answer 1");
        assertThat(text(again)).isEqualTo("answer 1");
        assertThat(with.probe.count()).isEqualTo(1);
        assertThat(with.lines()).hasSize(lines);
        assertThat(first.getMessage().getHeaders()).doesNotContainKey(CascadeFlowConstants.CACHED);
        assertThat(again.getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.CACHED, true)
                .containsEntry(CascadeFlowConstants.OUTCOME, "accepted")
                .containsEntry(CascadeFlowConstants.TIER, "small")
                .containsEntry(CascadeFlowConstants.TIERS, "small")
                .containsEntry(CascadeFlowConstants.CONFIDENCE, 0.9)
                .containsEntry(CascadeFlowConstants.PROVIDER, "probe")
                .containsEntry(CascadeFlowConstants.REQUESTED_MODEL, "m")
                .containsEntry(CascadeFlowConstants.MODEL, "probe-model-2026")
                .containsEntry(CascadeFlowConstants.FINISH_REASON, "stop")
                .containsEntry(CascadeFlowConstants.INPUT_TOKENS, 0L)
                .doesNotContainKeys(CascadeFlowConstants.BASELINE_COST, CascadeFlowConstants.SAVED_COST);
        assertThat(again.getMessage().getHeader(CascadeFlowConstants.COST).toString())
                .isEqualTo("0");
        assertThat(again.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST).toString())
                .isEqualTo("0");
        assertThat(Traces.of(again).get(0).reason().code()).isEqualTo(Reason.Code.CACHED);
        with.camel.stop();
        List<String> records = Files.readAllLines(folder.resolve("decisions.jsonl"));
        assertThat(records).hasSize(3);
        assertThat(records.get(2))
                .contains("\"why\":\"cached\"", "\"totalCostUsd\":\"0\"", "answered from the cache", "answer 1");
    }

    @Test
    void whatALaterTierAnsweredIsGivenAgainWithoutTheDraft() throws Exception {
        ProbeContext with = with("{maxAge: 10m}");
        with.ask("cascadeflow:cascade:escalating", QUESTION);
        Exchange again = with.ask("cascadeflow:cascade:escalating", QUESTION);

        assertThat(text(again)).isEqualTo("answer 2");
        assertThat(with.probe.count()).isEqualTo(2);
        assertThat(again.getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.OUTCOME, "escalated")
                .containsEntry(CascadeFlowConstants.TIER, "large")
                .containsEntry(CascadeFlowConstants.CACHED, true);
    }

    @Test
    void whatWasNotAcceptedIsNeverKept() throws Exception {
        ProbeContext with = with("{maxAge: 10m, store: '#kept'}");
        for (int i = 1; i <= 2; i++) {
            Exchange degraded = with.ask("cascadeflow:cascade:lenient", QUESTION);
            assertThat(degraded.getMessage().getHeader(CascadeFlowConstants.OUTCOME))
                    .isEqualTo("degraded");
            assertThat(with.probe.count()).isEqualTo(2 * i);
        }
        with.probe.fails(new ProviderException(ProviderException.Kind.OVERLOADED, "down"));
        assertThat(with.ask(CASCADE, QUESTION).getException()).isNotNull();
        // also where a gate of the operator's own takes them
        with.probe.answers(ProbeProvider.reply("cut").withFinishReason(FinishReason.LENGTH));
        with.ask(CASCADE, QUESTION);
        with.probe.answers(ProbeProvider.reply(" "));
        with.ask(CASCADE, QUESTION);
        assertThat(stored).isEmpty();
    }

    @Test
    void everythingThatAnAnswerDependsOnTellsQuestionsApart() throws Exception {
        ProbeContext with = with("{maxAge: 10m}");
        ChatRequest asked = ChatRequest.of(QUESTION);
        Map<String, Object> of = Map.of(CascadeFlowConstants.TENANT, "a");
        List<Runnable> questions = List.of(
                () -> with.ask(CASCADE, asked, of),
                () -> with.ask(CASCADE, asked, Map.of(CascadeFlowConstants.TENANT, "b")),
                () -> with.ask(CASCADE, asked, Map.of()),
                () -> with.ask(CASCADE, ChatRequest.of(QUESTION + " "), of),
                () -> with.ask(CASCADE, asked.withSystemMessage("You are a pirate."), of),
                () -> with.ask(CASCADE, asked.withSampling(Sampling.DEFAULT.withTemperature(0.5)), of),
                () -> with.ask(CASCADE, asked.withOutput(asked.output().withMaxTokens(7)), of),
                () -> with.ask(CASCADE, asked.withTools(Tools.of(new ToolSpec("t", "t", "{}", null))), of),
                () -> with.ask(CASCADE, asked.withExtras(Map.of("x", 1)), of),
                () -> with.ask(
                        CASCADE,
                        ChatRequest.of(List.of(
                                ChatMessage.user("Hello"), ChatMessage.assistant("Hi"), ChatMessage.user(QUESTION))),
                        of),
                () -> with.ask(CASCADE, asked, and(of, CascadeFlowConstants.TEMPERATURE, 0.25)),
                () -> with.ask(CASCADE, asked, and(of, CascadeFlowConstants.MAX_TOKENS, 9)),
                () -> with.ask(CASCADE, asked, and(of, CascadeFlowConstants.SYSTEM_MESSAGE, "Be brief.")),
                () -> with.ask(CASCADE, asked, and(of, CascadeFlowConstants.DOMAIN, "law")),
                () -> with.ask(CASCADE, asked, and(of, CascadeFlowConstants.PASSAGES, List.of("two", "four"))),
                () -> with.ask(CASCADE, asked, and(of, CascadeFlowConstants.PASSAGES, List.of("two, four"))),
                () -> with.ask(CASCADE, asked, and(of, CascadeFlowConstants.FORCE_TIER, "large")),
                () -> with.ask("cascadeflow:cascade:escalating", asked, of));
        for (int round = 1; round <= 2; round++) {
            int before = with.probe.count();
            for (Runnable question : questions) {
                int calls = with.probe.count();
                question.run();
                assertThat(with.probe.count() > calls)
                        .as("asked in round %d", round)
                        .isEqualTo(round == 1);
            }
            assertThat(with.probe.count() - before).isEqualTo(round == 1 ? questions.size() + 1 : 0);
        }
        // whose call it is, and until when, changes no answer
        with.ask(
                CASCADE,
                asked,
                Map.of(
                        CascadeFlowConstants.TENANT, "a",
                        CascadeFlowConstants.USER, "ann",
                        CascadeFlowConstants.PROJECT, "p",
                        CascadeFlowConstants.RUN_ID, "r",
                        CascadeFlowConstants.DEADLINE, "20s"));
        assertThat(with.probe.count()).isEqualTo(questions.size() + 1);
    }

    private static Map<String, Object> and(Map<String, Object> headers, String name, Object value) {
        Map<String, Object> all = new HashMap<>(headers);
        all.put(name, value);
        return all;
    }

    @Test
    void anotherPolicyAnotherAnswerAndADenialComesFirst() throws Exception {
        ProbeContext with = with("{maxAge: 10m, store: '#kept'}");
        with.ask(CASCADE, QUESTION);
        with.close();
        ProbeContext ruled = with(
                "{maxAge: 10m, store: '#kept'}",
                "policies:",
                "  - {name: vip, when: \"${header.vip} == 'true'\", then: {startAt: large}}",
                "  - {name: closed, when: \"${header.closed} == 'true'\", then: {deny: true}}");
        int before = ruled.probe.count();
        ruled.ask(CASCADE, QUESTION);
        ruled.ask(CASCADE, QUESTION, Map.of("vip", "true"));
        assertThat(ruled.probe.count()).isEqualTo(before + 2);
        ruled.ask(CASCADE, QUESTION);
        ruled.ask(CASCADE, QUESTION, Map.of("vip", "true"));
        assertThat(ruled.probe.count()).isEqualTo(before + 2);
        assertThat(ruled.ask(CASCADE, QUESTION, Map.of("closed", "true")).getException())
                .isNotNull();
    }

    @Test
    void anAnswerGetsTooOld() throws Exception {
        ProbeContext with = with("{maxAge: 10m}");
        with.ask(CASCADE, QUESTION);
        clock.advance(Duration.ofMinutes(9));
        assertThat(text(with.ask(CASCADE, QUESTION))).isEqualTo("answer 1");
        clock.advance(Duration.ofMinutes(1));
        assertThat(text(with.ask(CASCADE, QUESTION))).isEqualTo("answer 2");
    }

    @Test
    void noTimeAtAllIsNoCache() throws Exception {
        ProbeContext with = with("{maxAge: 0s}");
        with.ask(CASCADE, QUESTION);
        assertThat(text(with.ask(CASCADE, QUESTION))).isEqualTo("answer 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {CASCADE, CASCADE + "?streaming=true", "direct:eip", "direct:drafts"})
    void whoeverListensHearsIt(String way) throws Exception {
        ProbeContext with = with("{maxAge: 10m}");
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:eip").errorHandler(noErrorHandler()))
                        .id("eip")
                        .cache("10m")
                        .tier("small")
                        .acceptAbove(0.75)
                        .to("cascadeflow:probe:m?gate=#sure")
                        .tier("large")
                        .to("cascadeflow:probe:dear");
                cascade(from("direct:drafts").errorHandler(noErrorHandler()))
                        .id("drafts")
                        .streaming("drafts")
                        .cache("10m")
                        .tier("small")
                        .acceptAbove(0.75)
                        .to("cascadeflow:probe:m?gate=#sure")
                        .tier("large")
                        .to("cascadeflow:probe:dear");
            }
        });
        assertThat(text(with.ask(way, QUESTION))).contains("answer 1");
        Exchange again = with.ask(way, QUESTION);
        assertThat(text(again)).contains("answer 1").doesNotContain("Retract");
        assertThat(with.probe.count()).isEqualTo(1);
    }

    @Test
    void aWholeReplyIsAWholeReplyAgain() throws Exception {
        ProbeContext with = with("{maxAge: 10m}");
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:whole").errorHandler(noErrorHandler()))
                        .cache("10m")
                        .tier("only")
                        .to("cascadeflow:probe:m?outputType=reply");
            }
        });
        with.ask("direct:whole", QUESTION);
        Exchange again = with.ask("direct:whole", QUESTION);
        assertThat(again.getMessage().getBody(ChatReply.class).text()).isEqualTo("answer 1");
        assertThat(with.probe.count()).isEqualTo(1);
    }

    @Test
    void aStoreThatIsDownOrPoisonedIsDoneWithout() throws Exception {
        ProbeContext with = with("{maxAge: 10m, store: '#kept'}");
        with.ask(CASCADE, QUESTION);
        assertThat(stored).hasSize(1);
        down = true;
        assertThat(text(with.ask(CASCADE, QUESTION))).isEqualTo("answer 2");
        down = false;
        stored.replaceAll((key, value) -> new String(value, java.nio.charset.StandardCharsets.UTF_8)
                .replace("\"small\"", "\"tiny\"")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(text(with.ask(CASCADE, QUESTION))).isEqualTo("answer 3");
        assertThat(text(with.ask(CASCADE, QUESTION))).isEqualTo("answer 3");
        stored.replaceAll((key, value) -> new byte[] {1, 2, 3});
        assertThat(text(with.ask(CASCADE, QUESTION))).isEqualTo("answer 4");
        assertThat(stored).hasSize(1);
    }

    @Test
    void tiersThatMayDoAnythingStopTheStart() throws Exception {
        ProbeContext with = with("{maxAge: 10m}");
        assertThatThrownBy(() -> with.camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        cascade(from("direct:any"))
                                .id("any")
                                .cache("10m")
                                .tier("own")
                                .setBody(constant("x"))
                                .to("cascadeflow:probe:m");
                    }
                }))
                .hasStackTraceContaining("cascade 'any': tier 'own': what its answer depends on is not known");
    }

    @Test
    void aStoreThatIsNotThereStopsTheStart() throws Exception {
        ProbeContext with = with("{maxAge: 10m, store: '#nobody'}");
        assertThatThrownBy(() -> with.ask(CASCADE, QUESTION))
                .hasStackTraceContaining(
                        "cascade 'support': the registry has no io.cascadeflow.cache.CacheStore named 'nobody'");
    }
}
