package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolMemoryId;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.cascadeflow.agent.ToolOutcome.Kind;
import io.cascadeflow.camel.langchain4j.LangChainTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Tools of LangChain4j and of MCP servers, by name. */
class ForeignToolsInRoutesTest extends AgentFixture {

    /** A bean as LangChain4j's users write it. */
    public static final class Desk {
        private final List<String> calls = new ArrayList<>();

        @Tool("Finds an order")
        public String order(@P("its number") int number, @ToolMemoryId Object memory) {
            calls.add(number + " " + memory);
            if (number < 0) {
                throw new IllegalStateException("jdbc password");
            }
            return "order " + number;
        }

        public String notATool() {
            return "";
        }
    }

    @Test
    void methodsOfABeanAreTools() throws Exception {
        BudgetFixture with = with();
        Desk desk = new Desk();
        with.context.camel.getRegistry().bind("desk", LangChainTools.of(desk));
        script(
                with,
                wants(call("c1", "order", "{\"number\":7}"), call("c2", "order", "{\"number\":\"seven\"}")),
                wants(call("c3", "order", "{\"number\":-1}")),
                says("Done."));
        Exchange exchange = with.context.ask(
                "cascadeflow:agent:helpdesk?" + MODEL + "&tools=order&toolRisk.order=low",
                "Please",
                Map.of(CascadeFlowConstants.CONVERSATION_ID, "chat-1"));

        assertThat(exchange.getException()).isNull();
        assertThat(desk.calls).containsExactly("7 chat-1", "-1 chat-1");
        assertThat(outcomes(exchange)).containsExactly(Kind.DONE, Kind.INVALID, Kind.FAILED);
        assertThat(told(with).get(0)).isEqualTo("order 7");
        assertThat(told(with).get(2)).isEqualTo("{\"error\":\"the tool failed\"}");
        assertThat(with.context.probe.lastRequest().tools().specs().get(0).description())
                .isEqualTo("Finds an order");
    }

    @Test
    void executorsAreToolsAndNobodyTrustsThemUnasked() throws Exception {
        BudgetFixture with = with();
        ToolSpecification specification = ToolSpecification.builder()
                .name("wipe")
                .description("Wipes")
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty("disk")
                        .required("disk")
                        .build())
                .build();
        with.context
                .camel
                .getRegistry()
                .bind("wipes", LangChainTools.of(Map.of(specification, (request, memory) -> request.arguments())));
        assertThat(ask(with, "helpdesk", MODEL, "tools=wipe").getException())
                .hasMessageContaining("(risk high) need consent");
        script(with, wants(call("c1", "wipe", "{\"disk\":\"a\"}")), says("Done."));
        ask(with, "helpdesk", MODEL, "tools=wipe", "confirmFrom=critical");
        assertThat(told(with)).containsExactly("{\"disk\":\"a\"}");
    }

    @Test
    void aBeanWithoutToolsIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LangChainTools.of("text"))
                .withMessageContaining("has no method that is annotated with @Tool");
    }

    @Test
    void toolsOfAnMcpServerAreCalledOverTheProtocol() throws Exception {
        BudgetFixture with = with();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        StdioMcpTransport transport = StdioMcpTransport.builder()
                .command(List.of(java, "-cp", System.getProperty("java.class.path"), LoopbackMcpServer.class.getName()))
                .build();
        try (McpClient server = DefaultMcpClient.builder()
                .transport(transport)
                .toolExecutionTimeout(Duration.ofSeconds(30))
                .build()) {
            with.context.camel.getRegistry().bind("sums", LangChainTools.of(server));
            script(
                    with,
                    wants(call("c1", "add", "{\"a\":2,\"b\":40}"), call("c2", "add", "{\"a\":2}")),
                    wants(call("c3", "fail", "{\"a\":1,\"b\":1}")),
                    says("42."));
            Exchange exchange = ask(with, "helpdesk", MODEL, "tools=add,fail", "toolRisk.add=low", "toolRisk.fail=low");
            assertThat(exchange.getMessage().getBody()).isEqualTo("42.");
            assertThat(outcomes(exchange)).containsExactly(Kind.DONE, Kind.INVALID, Kind.FAILED);
            assertThat(told(with).get(0)).isEqualTo("sum 42");
            assertThat(told(with).get(2)).contains("no sums today");
        }
    }
}
