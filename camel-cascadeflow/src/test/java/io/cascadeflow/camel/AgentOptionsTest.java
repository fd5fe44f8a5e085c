package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.agent.Risk;
import io.cascadeflow.agent.Tool;
import io.cascadeflow.agent.ToolOutcome.Kind;
import io.cascadeflow.agent.memory.ConversationKey;
import io.cascadeflow.agent.memory.ConversationMemory;
import io.cascadeflow.agent.memory.MemoryConversations;
import io.cascadeflow.agent.memory.Turn;
import io.cascadeflow.camel.agent.AgentOptions.WhenDenied;
import io.cascadeflow.camel.agent.AgentOptions.WhenStopped;
import io.cascadeflow.camel.agent.CascadeFlowTools;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.policy.ToolDeniedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Every option of agents and of tools has a test here that fails when the option is ignored. */
class AgentOptionsTest extends AgentFixture {

    private static final ToolCall REFUND = call("c1", "refund", "{\"orderId\":\"A-7\"}");

    /** A value for each, which is not the default. */
    static final Map<String, Object> SAMPLES = samples();

    static final Set<String> TESTED = new AgentOptionsTest().tests().keySet();

    private static Map<String, Object> samples() {
        Map<String, Object> samples = new HashMap<>();
        samples.put("cascade", "support");
        samples.put("tools", "refund");
        samples.put("maxSteps", 7);
        samples.put("maxToolCalls", 7);
        samples.put("maxRepeats", 7);
        samples.put("maxDepth", 7);
        samples.put("parallelToolCalls", false);
        samples.put("confirm", "direct:approve");
        samples.put("confirmFrom", "low");
        samples.put("toolRisk", Map.of("refund", "low"));
        samples.put("whenDenied", WhenDenied.fail);
        samples.put("whenStopped", WhenStopped.degrade);
        samples.put("memory", "#chats");
        samples.put("memoryTurns", 7);
        samples.put("description", "Pays back");
        samples.put("parameter", Map.of("a", "string"));
        samples.put("parameters", "{\"type\":\"object\"}");
        samples.put("risk", "low");
        samples.put("confirmed", true);
        samples.put("idempotent", true);
        samples.put("toolTimeout", 7000L);
        samples.put("maxResult", 7);
        return samples;
    }

    @TestFactory
    Stream<DynamicTest> eachOptionHasAnEffect() {
        return tests().entrySet().stream()
                .map(option -> DynamicTest.dynamicTest(option.getKey(), () -> {
                    called.clear();
                    option.getValue().execute();
                }));
    }

    @Test
    void allAreTested() {
        assertThat(TESTED).containsExactlyInAnyOrderElementsOf(Catalog.ofAgentsAndTools());
        assertThat(SAMPLES.keySet()).containsExactlyInAnyOrderElementsOf(Catalog.ofAgentsAndTools());
    }

    @TestFactory
    Stream<DynamicTest> aModelRefusesThem() {
        return SAMPLES.entrySet().stream()
                .map(option -> DynamicTest.dynamicTest(option.getKey(), () -> {
                    BudgetFixture with = with();
                    CascadeFlowEndpoint model = with.context.camel.getEndpoint(M, CascadeFlowEndpoint.class);
                    PropertyBindingSupport.build()
                            .withConfigurer(with.context.component().getEndpointPropertyConfigurer())
                            .withMandatory(true)
                            .bind(with.context.camel, model, new HashMap<>(Map.of(option.getKey(), option.getValue())));
                    assertThatIllegalArgumentException()
                            .isThrownBy(model::createProducer)
                            .withMessageContaining("option " + option.getKey());
                }));
    }

    private static Tool offered(BudgetFixture with, String name) {
        CascadeFlowTools tools = Objects.requireNonNull(with.context.camel.hasService(CascadeFlowTools.class));
        return Objects.requireNonNull(tools.find(name)).tool();
    }

    private Tool tool(String options) throws Exception {
        BudgetFixture with = with();
        tool(with, "refund?" + options, exchange -> {});
        return offered(with, "refund");
    }

    private Exchange asked(String toolOptions, String... options) throws Exception {
        BudgetFixture with = with();
        refund(with, toolOptions);
        script(with, wants(REFUND), says("Done."));
        return ask(with, "helpdesk", options);
    }

    private Map<String, Executable> tests() {
        Map<String, Executable> tests = new LinkedHashMap<>();
        ofTools(tests);
        tests.put("cascade", () -> {
            assertThat(header(asked("&risk=low", "cascade=support"), CascadeFlowConstants.TIER))
                    .isEqualTo("large");
            assertThat(header(asked("&risk=low", MODEL), CascadeFlowConstants.TIER))
                    .isNull();
        });
        tests.put("tools", () -> {
            asked("&risk=low", MODEL, "tools=refund");
            assertThat(called).hasSize(1);
        });
        tests.put(
                "maxSteps",
                () -> assertThat(header(
                                asked("&risk=low", MODEL, "tools=refund", "maxSteps=1"),
                                CascadeFlowConstants.STOP_REASON))
                        .isEqualTo("max-steps"));
        tests.put(
                "maxToolCalls",
                () -> assertThat(header(
                                asked("&risk=low", MODEL, "tools=refund", "maxToolCalls=0"),
                                CascadeFlowConstants.STOP_REASON))
                        .isEqualTo("max-tool-calls"));
        tests.put("maxRepeats", () -> {
            BudgetFixture with = with();
            refund(with, "&risk=low&idempotent=true");
            script(with, wants(REFUND), wants(REFUND), says("Done."));
            assertThat(outcomes(ask(with, "helpdesk", MODEL, "tools=refund", "maxRepeats=1")))
                    .containsExactly(Kind.DONE, Kind.REPEATED);
        });
        tests.put("maxDepth", () -> {
            BudgetFixture with = with();
            with.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(TOOL + "refund?description=x&risk=low&parameter.orderId=string")
                            .errorHandler(noErrorHandler())
                            .setBody(constant("?"))
                            .to("cascadeflow:agent:inner?maxDepth=1&" + MODEL);
                }
            });
            script(with, wants(REFUND), says("Done."));
            assertThat(outcomes(ask(with, "outer", MODEL, "tools=refund"))).containsExactly(Kind.FAILED);
        });
        tests.put("parallelToolCalls", () -> {
            BudgetFixture with = with();
            script(with, says("Done."));
            ask(with, "helpdesk", MODEL, "parallelToolCalls=false");
            assertThat(with.context.probe.lastRequest().tools().parallel()).isFalse();
        });
        tests.put("confirm", () -> {
            BudgetFixture with = with();
            refund(with, "");
            with.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:yes").setBody(constant(true));
                }
            });
            script(with, wants(REFUND), says("Done."));
            ask(with, "helpdesk", MODEL, "tools=refund", "confirm=direct:yes");
            assertThat(called).hasSize(1);
        });
        tests.put(
                "confirmFrom",
                () -> assertThat(asked("&risk=low", MODEL, "tools=refund", "confirmFrom=low")
                                .getException())
                        .hasMessageContaining("need consent"));
        tests.put(
                "toolRisk",
                () -> assertThat(asked("&risk=low", MODEL, "tools=refund", "toolRisk.refund=critical")
                                .getException())
                        .hasMessageContaining("(risk critical)"));
        tests.put("whenDenied", () -> {
            BudgetFixture with = with(
                    "ledger: {memory: true}\npolicies:\n  - {name: no, when: {toolRisk: low}, then: {denyTools: refund}}\n");
            refund(with, "&risk=low");
            script(with, wants(REFUND), says("Done."));
            assertThat(ask(with, "helpdesk", MODEL, "tools=refund", "whenDenied=fail")
                            .getException())
                    .isInstanceOf(ToolDeniedException.class);
        });
        tests.put(
                "whenStopped",
                () -> assertThat(asked("&risk=low", MODEL, "tools=refund", "maxSteps=1", "whenStopped=degrade")
                                .getException())
                        .isNull());
        tests.put(
                "memory",
                () -> assertThat(messagesOfTheSecondTurn("memory=#chats")).isEqualTo(3));
        tests.put("memoryTurns", () -> {
            BudgetFixture with = with();
            with.context.camel.getRegistry().bind("chats", new MemoryConversations());
            for (int i = 0; i < 5; i++) {
                turn(with, "memory=#chats&memoryTurns=2", Map.of());
            }
            assertThat(with.context.probe.lastRequest().messages()).hasSize(5);
        });
        return tests;
    }

    private int messagesOfTheSecondTurn(String option) throws Exception {
        BudgetFixture with = with();
        with.context.camel.getRegistry().bind("chats", new MemoryConversations());
        turn(with, option, Map.of());
        turn(with, option, Map.of());
        return with.context.probe.lastRequest().messages().size();
    }

    private static void turn(BudgetFixture with, String options, Map<String, Object> more) {
        Map<String, Object> headers = new HashMap<>(more);
        headers.put(CascadeFlowConstants.CONVERSATION_ID, "chat-1");
        with.context.ask("cascadeflow:agent:helpdesk?" + MODEL + "&" + options, "Please", headers);
    }

    private void ofTools(Map<String, Executable> tests) {
        tests.put(
                "description",
                () -> assertThat(tool("description=Pays+back").spec().description())
                        .isEqualTo("Pays back"));
        tests.put(
                "parameter",
                () -> assertThat(
                                tool("description=x&parameter.n=integer&parameter.n.description=How+many&parameter.n.enum=1,2&parameter.n.required=false")
                                        .spec()
                                        .parameters())
                        .isEqualTo(
                                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"description\":\"How many\",\"enum\":[1,2]}},\"additionalProperties\":false}"));
        tests.put(
                "parameters",
                () -> assertThat(tool("description=x&parameters=RAW({\"type\":\"object\"})")
                                .spec()
                                .parameters())
                        .isEqualTo("{\"type\":\"object\"}"));
        tests.put("risk", () -> {
            assertThat(tool("description=x&risk=critical").risk()).isEqualTo(Risk.CRITICAL);
            assertThat(tool("description=x").risk()).as("nobody said").isEqualTo(Risk.HIGH);
        });
        tests.put(
                "confirmed",
                () -> assertThat(asked("&risk=low&confirmed=true", MODEL, "tools=refund")
                                .getException())
                        .hasMessageContaining("need consent"));
        tests.put("idempotent", () -> {
            BudgetFixture with = with();
            refund(with, "&risk=low&idempotent=true");
            script(with, wants(REFUND), wants(REFUND), says("Done."));
            ask(with, "helpdesk", MODEL, "tools=refund");
            assertThat(called).hasSize(2);
        });
        tests.put(
                "toolTimeout",
                () -> assertThat(tool("description=x&toolTimeout=7s").timeout()).isEqualTo(Duration.ofSeconds(7)));
        tests.put("maxResult", () -> {
            BudgetFixture with = with();
            refund(with, "&risk=low&maxResult=3");
            script(with, wants(REFUND), says("Done."));
            ask(with, "helpdesk", MODEL, "tools=refund");
            assertThat(told(with)).singleElement().asString().startsWith("ref\n[cut here");
        });
    }

    @Test
    void conversationsOfTenantsAndAgentsAreApart() throws Exception {
        BudgetFixture with = with();
        with.context.camel.getRegistry().bind("chats", new MemoryConversations());
        turn(with, "memory=#chats", Map.of(CascadeFlowConstants.TENANT, "a"));
        turn(with, "memory=#chats", Map.of(CascadeFlowConstants.TENANT, "b"));
        assertThat(with.context.probe.lastRequest().messages()).hasSize(1);
        turn(with, "memory=#chats", Map.of(CascadeFlowConstants.TENANT, "a"));
        assertThat(with.context.probe.lastRequest().messages()).hasSize(3);
        with.context.ask(
                "cascadeflow:agent:other?" + MODEL + "&memory=#chats",
                "Please",
                Map.of(CascadeFlowConstants.TENANT, "a", CascadeFlowConstants.CONVERSATION_ID, "chat-1"));
        assertThat(with.context.probe.lastRequest().messages()).hasSize(1);
    }

    @Test
    void aTurnThatIsAskedAgainIsNotToldToItselfAndKeptOnce() throws Exception {
        BudgetFixture with = with();
        MemoryConversations chats = new MemoryConversations();
        with.context.camel.getRegistry().bind("chats", chats);
        Map<String, Object> key = Map.of(CascadeFlowConstants.IDEMPOTENCY_KEY, "turn-1");
        turn(with, "memory=#chats", key);
        turn(with, "memory=#chats", key);
        assertThat(with.context.probe.lastRequest().messages()).hasSize(1);
        turn(with, "memory=#chats", Map.of());
        assertThat(with.context.probe.lastRequest().messages()).hasSize(3);
    }

    @Test
    void whatToolsSaidIsRemembered() throws Exception {
        BudgetFixture with = with();
        with.context.camel.getRegistry().bind("chats", new MemoryConversations());
        refund(with, "&risk=low");
        script(with, wants(REFUND), says("Done."), says("I did."));
        turn(with, "memory=#chats&tools=refund&systemMessage=Be+kind", Map.of());
        turn(with, "memory=#chats&tools=refund&systemMessage=Be+kind", Map.of());
        assertThat(with.context.probe.lastRequest().messages())
                .extracting(message -> message.role().name())
                .containsExactly("SYSTEM", "USER", "ASSISTANT", "TOOL", "ASSISTANT", "USER");
    }

    @Test
    void aQuestionOfNoConversationIsRefused() throws Exception {
        BudgetFixture with = with();
        with.context.camel.getRegistry().bind("chats", new MemoryConversations());
        assertThat(with.context
                        .ask("cascadeflow:agent:helpdesk?" + MODEL + "&memory=#chats", "Please")
                        .getException())
                .hasMessageContaining("set the header CamelCascadeFlowConversationId");
        assertThatThrownBy(() -> with.context.ask("cascadeflow:agent:helpdesk?" + MODEL + "&memory=#gone", "Please"))
                .hasStackTraceContaining("there is no ConversationMemory 'gone'");
        assertThat(with.context.probe.count()).isZero();
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aMemoryThatFailsEndsTheQuestionButNotTheAnswer() throws Exception {
        BudgetFixture with = with();
        MemoryConversations kept = new MemoryConversations();
        ConversationMemory reads = new ConversationMemory() {
            @Override
            public List<Turn> read(ConversationKey key, int most) {
                if (key.id().endsWith("gone")) {
                    throw new IllegalStateException("away");
                }
                return kept.read(key, most);
            }

            @Override
            public void add(ConversationKey key, Turn turn) {
                if (key.id().endsWith("slow")) {
                    hang();
                }
                throw new IllegalStateException("full");
            }

            @Override
            public void forget(ConversationKey key) {
                kept.forget(key);
            }
        };
        with.context.camel.getRegistry().bind("chats", reads);
        Exchange exchange = with.context.ask(
                "cascadeflow:agent:helpdesk?" + MODEL + "&memory=#chats",
                "Please",
                Map.of(CascadeFlowConstants.CONVERSATION_ID, "chat-1"));
        assertThat(exchange.getException()).isNull();
        assertThat(with.context.probe.count()).isEqualTo(1);
        Exchange slow = with.context.ask(
                "cascadeflow:agent:helpdesk?" + MODEL + "&requestTimeout=2000&memory=#chats",
                "Please",
                Map.of(CascadeFlowConstants.CONVERSATION_ID, "slow"));
        assertThat(slow.getException()).isNull();
        assertThat(slow.getMessage().getBody()).isEqualTo(exchange.getMessage().getBody());
        assertThat(with.context.probe.count()).isEqualTo(2);
        assertThat(with.context
                        .ask(
                                "cascadeflow:agent:helpdesk?" + MODEL + "&memory=#chats",
                                "Please",
                                Map.of(CascadeFlowConstants.CONVERSATION_ID, "gone"))
                        .getException())
                .hasMessage("away");
        assertThat(with.context.probe.count()).isEqualTo(2);
    }
}
