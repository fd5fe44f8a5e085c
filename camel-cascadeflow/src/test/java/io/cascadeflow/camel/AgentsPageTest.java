package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.mcp.client.McpClient;
import io.cascadeflow.agent.AgentRecord;
import io.cascadeflow.agent.StopReason;
import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.agent.memory.MemoryConversations;
import io.cascadeflow.agent.memory.jdbc.JdbcConversations;
import io.cascadeflow.camel.ForeignToolsInRoutesTest.Desk;
import io.cascadeflow.camel.agent.CascadeFlowTools;
import io.cascadeflow.camel.langchain4j.LangChainTools;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Defects;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.policy.ToolDeniedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What docs/agents.md shows is code that is here, and what it says is so. */
class AgentsPageTest extends AgentFixture {

    private static final Path PAGE =
            Path.of("").toAbsolutePath().resolveSibling("docs").resolve("agents.md");

    private static final class First extends RouteBuilder {
        @Override
        public void configure() {
            // spotless:off
            from("cascadeflow:tool:find_order?description=Finds an order by its number"
                    + "&parameter.orderId=string&parameter.orderId.description=such as A-7"
                    + "&risk=low&idempotent=true")
                .setBody(simple("order ${body[orderId]}: one lamp, 40 EUR, delivered"));

            from("cascadeflow:tool:refund?description=Pays back what an order cost"
                    + "&parameter.orderId=string&parameter.reason=string&parameter.reason.required=false"
                    + "&risk=high")
                .to("direct:accounting");

            from("direct:approve")
                .setBody(simple("${body[arguments][orderId]} != 'A-13'", Boolean.class));

            from("direct:ask")
                .to("cascadeflow:agent:helpdesk?cascade=support&tools=find_order,refund&confirm=direct:approve"
                    + "&maxToolCalls=8&budget=0.50");
            // spotless:on
        }
    }

    private static final class Denying extends RouteBuilder {
        @Override
        public void configure() {
            // spotless:off
            onException(ToolDeniedException.class).handled(true)
                .setBody(simple("nobody may ${exception.tool} here"));

            from("direct:ask").to("cascadeflow:agent:helpdesk?cascade=support&tools=find_order,refund&whenDenied=fail");
            // spotless:on
        }
    }

    /** Only compiled: a database is another test's. */
    private static final class Second extends RouteBuilder {
        private final CamelContext context;
        private final DataSource dataSource;

        Second(CamelContext context, DataSource dataSource) {
            this.context = context;
            this.dataSource = dataSource;
        }

        @Override
        public void configure() {
            // spotless:off
            context.getRegistry().bind("chats", new JdbcConversations(dataSource, Clock.systemUTC()));

            from("direct:chat")
                .setHeader(CascadeFlowConstants.TENANT, header("tenant"))
                .setHeader(CascadeFlowConstants.CONVERSATION_ID, header("chat"))
                .to("cascadeflow:agent:helpdesk?cascade=support&tools=find_order&memory=#chats&memoryTurns=20");
            // spotless:on
        }
    }

    static void third(CamelContext context, McpClient mcpClient) {
        // spotless:off
        context.getRegistry().bind("desk", LangChainTools.of(new Desk()));   // methods with @Tool
        context.getRegistry().bind("server", LangChainTools.of(mcpClient));  // an MCP server's
        // spotless:on
    }

    @Test
    void theCodeOnThePageIsTheCodeHere() throws IOException {
        String here =
                Pages.squeezed(Files.readString(Path.of("src/test/java/io/cascadeflow/camel/AgentsPageTest.java")));
        List<String> blocks = Pages.blocks("agents.md", "java");
        assertThat(blocks).hasSize(4).allSatisfy(block -> assertThat(here).contains(Pages.squeezed(block)));
    }

    private BudgetFixture helpdesk() throws Exception {
        BudgetFixture with = with();
        with.routes(new First());
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:accounting")
                        .process(exchange -> called.add(arguments(exchange)))
                        .setBody(constant("paid back"));
            }
        });
        return with;
    }

    @Test
    void theFirstExampleLooksAsksForConsentAndPaysBack() throws Exception {
        BudgetFixture with = helpdesk();
        // the small model's drafts are not trusted: each step has two answers
        script(
                with,
                says("?"),
                wants(call("c1", "find_order", "{\"orderId\":\"A-7\"}")),
                says("?"),
                wants(call("c2", "refund", "{\"orderId\":\"A-7\"}"), call("c3", "refund", "{\"orderId\":\"A-13\"}")),
                says("?"),
                says("Done."));
        Exchange exchange = with.context.ask("direct:ask", "Please");
        assertThat(exchange.getException()).isNull();
        assertThat(outcomes(exchange))
                .containsExactly(ToolOutcome.Kind.DONE, ToolOutcome.Kind.DONE, ToolOutcome.Kind.REFUSED);
        assertThat(called).containsExactly(Map.of("orderId", "A-7"));
        assertThat(told(with).get(0)).isEqualTo("order A-7: one lamp, 40 EUR, delivered");
    }

    @Test
    void itsToolsAreAsThePageSays() throws Exception {
        BudgetFixture with = helpdesk();
        CascadeFlowTools tools = Objects.requireNonNull(with.context.camel.hasService(CascadeFlowTools.class));
        assertThat(tools.names()).containsExactly("find_order", "refund");
        assertThat(Objects.requireNonNull(tools.find("refund")).tool().spec().parameters())
                .contains("\"required\":[\"orderId\"]");
    }

    @Test
    void theSecondExampleRemembers() throws Exception {
        BudgetFixture with = helpdesk();
        with.context.camel.getRegistry().bind("chats", new MemoryConversations());
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:chat")
                        .setHeader(CascadeFlowConstants.TENANT, header("tenant"))
                        .setHeader(CascadeFlowConstants.CONVERSATION_ID, header("chat"))
                        .to("cascadeflow:agent:helpdesk?cascade=support&tools=find_order&memory=#chats&memoryTurns=20");
            }
        });
        Map<String, Object> chat = Map.of("tenant", "acme", "chat", "1");
        with.context.ask("direct:chat", "Please", chat);
        with.context.ask("direct:chat", "Please", chat);
        assertThat(with.context.probe.lastRequest().messages()).hasSize(3);
        assertThat(Second.class).isNotNull();
    }

    @Test
    void theExampleOfADenialHandlesIt() throws Exception {
        BudgetFixture with = with(
                "ledger: {memory: true}\npolicies:\n  - {name: no, when: {calledTools: refund}, then: {denyTools: refund}}\n");
        refund(with, "&risk=low");
        tool(with, "find_order?description=Finds&risk=low", exchange -> {});
        with.routes(new Denying());
        script(with, wants(call("c1", "refund", "{\"orderId\":\"A-7\"}")));
        assertThat(with.context.ask("direct:ask", "Please").getMessage().getBody())
                .isEqualTo("nobody may refund here");
    }

    @Test
    void everyOutcomeAndStopReasonIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Arrays.stream(ToolOutcome.Kind.values()).map(ToolOutcome.Kind::word))
                .allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
        assertThat(Stream.of(StopReason.values())
                        .filter(reason -> reason != StopReason.DEPTH)
                        .map(StopReason::word))
                .allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
    }

    @Test
    void aDraftWhoseCallDoesNotFitIsNotTakenFromTheSmallModel() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        with.context.probe.answers(call -> CompletableFuture.completedFuture(
                call.request().messages().size() > 1
                        ? says("Done.")
                        : wants(call(
                                "c1",
                                "refund",
                                call.model().equals("m") ? "{\"orderId\":7}" : "{\"orderId\":\"A-7\"}"))));
        with.context.camel.getRegistry().bind("checked", (Gate)
                draft -> new Assessment(Defects.of(draft), 0.9, Map.of()));
        Exchange exchange = ask(with, "helpdesk", SURE.replace("#sure", "#checked"), "tools=refund");
        assertThat(called).containsExactly(Map.of("orderId", "A-7"));
        assertThat(record(exchange).steps()).extracting(AgentRecord.Step::tier).containsExactly("large", "small");
        assertThat(outcomes(exchange)).containsExactly(ToolOutcome.Kind.DONE);
    }
}
