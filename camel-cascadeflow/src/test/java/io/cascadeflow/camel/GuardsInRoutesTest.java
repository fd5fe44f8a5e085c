package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.camel.stream.ReplyStream;
import io.cascadeflow.guard.find.Detector;
import io.cascadeflow.guard.find.Span;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rule redacts no provider sees, on whatever way it is asked, and the caller gets it back. */
class GuardsInRoutesTest {

    private static final String M = "cascadeflow:probe:m";
    private static final String DEAR = "cascadeflow:probe:dear";
    private static final String MAIL = "jane.roe@example.com";
    private static final String CARD = "4111 1111 1111 1111";
    private static final String QUESTION = "Write to " + MAIL + " that her card " + CARD + " is blocked.";
    private static final String REDACT = "{name: private, then: {redact: true}}";

    private static final String CONFIGURATION = """
            models:
              "probe:m": {input: 1, output: 10}
              "probe:dear": {input: 10, output: 100}
            cascades:
              support:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear"}
              audited:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m"}
                  - {name: large, uri: "cascadeflow:probe:dear"}
                gate: {auditShare: 0.99, auditJudge: "cascadeflow:probe:dear"}
              either:
                tiers:
                  - {name: both, uris: ["cascadeflow:probe:dear", "cascadeflow:probe:m"]}
              hedged:
                tiers:
                  - {name: both, uris: ["cascadeflow:probe:m", "cascadeflow:probe:dear"]}
                latency: {hedgeAfter: 1ms}
              around:
                tiers:
                  - {name: inner, uri: "cascadeflow:cascade:support", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear"}
            ledger: {memory: true}
            budgets: [{name: company, limit: 1, window: day}]
            policies:
            """;

    @TempDir
    Path folder;

    private @Nullable ProbeContext context;

    private ProbeContext with(Consumer<CascadeFlowComponent> settings, String... rules) throws Exception {
        Path file = Files.writeString(
                folder.resolve("guards.yaml"), CONFIGURATION + "  - " + String.join("\n  - ", rules) + "\n");
        context = new ProbeContext(component -> {
            settings.accept(component);
            component.setConfiguration("file:" + file);
        });
        return context;
    }

    private ProbeContext with(String... rules) throws Exception {
        return with(component -> {}, rules);
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    /** Answers with the last thing that it was told. */
    private static void echoes(ProbeContext with) {
        with.probe.answers(call -> CompletableFuture.supplyAsync(
                () -> ProbeProvider.reply("You said: " + call.request().question()),
                CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)));
    }

    private static String text(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (!(body instanceof ReplyStream stream)) {
            return String.valueOf(body);
        }
        StringBuilder text = new StringBuilder();
        stream.iterator().forEachRemaining(text::append);
        return text.toString();
    }

    private static void assertNothingWasTold(ProbeContext with) {
        assertThat(with.probe.calls())
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.request().toString()).doesNotContain(MAIL, CARD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                M,
                M + "?streaming=true",
                M + "?samples=3",
                M + "?selfCheck=true&logprobs=true",
                M + "?judge=RAW(cascadeflow:probe:dear)",
                "cascadeflow:cascade:support",
                "cascadeflow:cascade:support?streaming=true",
                "cascadeflow:cascade:audited",
                "cascadeflow:cascade:either",
                "cascadeflow:cascade:hedged",
                "cascadeflow:cascade:around",
                "direct:eip",
                "direct:steps",
                "direct:after",
            })
    void noProviderSeesItAndTheCallerGetsItBackOnEveryWay(String way) throws Exception {
        Exchange open = asked(way, "{name: private, mode: observe, then: {redact: true}}");
        assertThat(text(open)).contains(MAIL, CARD);
        assertThat(opened().probe.calls().toString()).as("without the rule").contains(MAIL, CARD);
        close();

        Exchange exchange = asked(way, REDACT);
        assertThat(text(exchange)).contains(MAIL, CARD).doesNotContain("EMAIL_1", "CARD_1");
        opened().camel.stop();
        assertNothingWasTold(opened());
        assertThat(opened().probe.calls().get(0).request().toString()).contains("<EMAIL_1>", "<CARD_1>");
    }

    private ProbeContext opened() {
        return java.util.Objects.requireNonNull(context);
    }

    private Exchange asked(String way, String rule) throws Exception {
        ProbeContext with = with(rule);
        echoes(with);
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:eip").errorHandler(noErrorHandler()))
                        .id("eip")
                        .tier("small")
                        .acceptAbove(0.75)
                        .to(M)
                        .tier("large")
                        .to(DEAR);
                from("direct:steps").errorHandler(noErrorHandler()).toD("cascadeflow:probe:${header.which}");
                from("direct:after").errorHandler(noErrorHandler()).to(M).to(DEAR);
            }
        });
        Exchange exchange = with.ask(way, QUESTION, Map.of("which", "dear"));
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    @Test
    void whoStandsInForAnEndpointIsToldNoMore() throws Exception {
        ProbeContext with = with(REDACT);
        with.probe.answers(call -> call.model().equals("dear")
                ? CompletableFuture.failedFuture(new ProviderException(Kind.OVERLOADED, "probe OVERLOADED: down"))
                : CompletableFuture.completedFuture(
                        ProbeProvider.reply(call.request().question())));
        Exchange exchange = with.ask("cascadeflow:cascade:either", QUESTION);

        assertThat(text(exchange)).isEqualTo(QUESTION);
        assertThat(with.probe.calls()).extracting(call -> call.model()).contains("dear", "m");
        assertNothingWasTold(with);
    }

    @Test
    void aConversationWithToolsIsRedactedThroughout() throws Exception {
        ProbeContext with = with(REDACT);
        with.probe.answers(call -> {
            ToolCall write =
                    new ToolCall("2", "mail", "{\"to\":\"<EMAIL_1>\",\"text\":\"Hello, \\u003cCARD_1\\u003e\"}");
            ChatMessage message = new ChatMessage(Role.ASSISTANT, List.of(), List.of(write), null);
            return CompletableFuture.completedFuture(
                    new ChatReply("", "m", message, FinishReason.TOOL_CALLS, null, Logprobs.ABSENT, null));
        });
        ToolCall look = new ToolCall("1", "look", "{\"mail\":\"jane.roe\\u0040example.com\"}");
        ChatRequest request = ChatRequest.of(List.of(
                        ChatMessage.system("You work for " + MAIL),
                        ChatMessage.user("What about her?"),
                        new ChatMessage(Role.ASSISTANT, List.of(), List.of(look), null),
                        ChatMessage.toolResult("1", "{\"card\": 4111111111111111, \"old\": \"" + CARD + "\"}")))
                .withTools(Tools.of(new ToolSpec("mail", "Asks " + MAIL, "{\"type\":\"object\"}", null)));
        Exchange exchange = with.ask(M + "?outputType=reply", request);

        assertThat(with.probe.lastRequest().toString())
                .doesNotContain(MAIL, CARD, "4111111111111111", "example.com")
                .contains("{\"mail\":\"<EMAIL_1>\"}", "{\"card\":\"<CARD_1>\",\"old\":\"<CARD_2>\"}");
        ChatReply reply = exchange.getMessage().getBody(ChatReply.class);
        assertThat(reply.message().toolCalls().get(0).arguments())
                .isEqualTo("{\"to\":\"jane.roe@example.com\",\"text\":\"Hello, 4111111111111111\"}");
    }

    @Test
    void aDetectorThatFailsMeansNoCallAndNoCost() throws Exception {
        Detector broken = new Detector() {
            @Override
            public String kind() {
                return "name";
            }

            @Override
            public List<Span> find(String text) {
                throw new IllegalStateException("cannot read " + text);
            }
        };
        ProbeContext with = with(
                component -> component.getCamelContext().getRegistry().bind("names", broken),
                "{name: private, then: {redact: [email, name]}}");
        for (String way : List.of(M, "cascadeflow:cascade:support", M + "?samples=2")) {
            Exchange exchange = with.ask(way, QUESTION);
            PolicyDeniedException denied = PolicyDeniedException.in(exchange.getException());
            assertThat(exchange.getException()).as(way).isNotNull();
            if (way.startsWith(M)) {
                assertThat(java.util.Objects.requireNonNull(denied).getMessage())
                        .isEqualTo(
                                "what is looked for as 'name' could not be: its detector failed (IllegalStateException);"
                                        + " nothing was asked, for that is demanded by rule 'private'");
            }
            assertThat(String.valueOf(exchange.getException())).doesNotContain(MAIL);
        }
        assertThat(with.probe.count()).isZero();
        assertThat(with.lines()).isEmpty();
    }

    @Test
    void namesAreFoundByADetectorOfTheOperators() throws Exception {
        Detector names = new Detector() {
            @Override
            public String kind() {
                return "name";
            }

            @Override
            public List<Span> find(String text) {
                List<Span> found = new ArrayList<>();
                for (int at = text.indexOf("Jane"); at >= 0; at = text.indexOf("Jane", at + 1)) {
                    found.add(new Span(at, at + 4, "name"));
                }
                return found;
            }
        };
        ProbeContext with = with(
                component -> component.getCamelContext().getRegistry().bind("names", names),
                "{name: some, then: {redact: name}}",
                "{name: others, then: {redact: [card]}}");
        echoes(with);
        Exchange exchange = with.ask(M, "Jane, " + MAIL + ", " + CARD);

        assertThat(with.probe.lastRequest().question()).isEqualTo("<NAME_1>, " + MAIL + ", <CARD_1>");
        assertThat(text(exchange)).isEqualTo("You said: Jane, " + MAIL + ", " + CARD);
    }

    @Test
    void aKindThatNobodyFindsStopsTheStart() {
        assertThatThrownBy(() -> with("{name: private, then: {redact: [email, nome]}}"))
                .rootCause()
                .hasMessageContaining("nobody finds 'nome'; there are [email, iban, card, id, phone, ip]");
    }
}
