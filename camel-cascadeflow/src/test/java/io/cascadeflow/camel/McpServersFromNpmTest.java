package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.cascadeflow.agent.ToolOutcome.Kind;
import io.cascadeflow.camel.agent.OfferedTool;
import io.cascadeflow.camel.langchain4j.LangChainTools;
import io.cascadeflow.model.ToolCall;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tools of the official MCP server from npm, over its own process. Skipped where it is not installed, unless
 * {@code -Dnpm.required=true} says that it must be.
 */
@Timeout(180)
class McpServersFromNpmTest extends AgentFixture {

    private static final Path FOLDER = Path.of("src/test/npm");
    private static final Path EVERYTHING =
            FOLDER.resolve("node_modules/@modelcontextprotocol/server-everything/dist/index.js");
    private static final String TOOLS = "tools=get-sum,echo,trigger-long-running-operation";
    private static final String UNASKED = "confirmFrom=never";

    private @Nullable StdioMcpTransport transport;
    private @Nullable McpClient client;

    @BeforeAll
    static void isThere() {
        String missing = missing();
        if (missing != null && Boolean.getBoolean("npm.required")) {
            fail(missing);
        } else if (missing != null) {
            abort(missing);
        }
    }

    private static @Nullable String missing() {
        if (!Files.exists(EVERYTHING)) {
            return "the MCP servers from npm are not installed: run 'npm ci' in camel-cascadeflow/src/test/npm";
        }
        try {
            Process node = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return node.waitFor() == 0 ? null : "node --version fails";
        } catch (IOException noNode) {
            return "there is no node on the path: install Node.js 20 or newer";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @BeforeEach
    void connect() {
        transport = StdioMcpTransport.builder()
                .command(List.of("node", EVERYTHING.toString(), "stdio"))
                .build();
        client = DefaultMcpClient.builder()
                .transport(transport)
                .initializationTimeout(Duration.ofSeconds(60))
                .toolExecutionTimeout(Duration.ofSeconds(5))
                .build();
    }

    @AfterEach
    void disconnect() throws Exception {
        if (client != null) {
            client.close();
        }
    }

    private McpClient client() {
        return Objects.requireNonNull(client);
    }

    private BudgetFixture bound(McpClient server) throws Exception {
        BudgetFixture with = with();
        with.context.camel.getRegistry().bind("everything", LangChainTools.of(server));
        return with;
    }

    private static ToolCall slow(String id, int seconds) {
        return call(id, "trigger-long-running-operation", "{\"duration\":%d,\"steps\":1}".formatted(seconds));
    }

    @Test
    void everyToolThatItHasIsTakenWithItsSchema() {
        assertThat(LangChainTools.of(client()).tools())
                .extracting(OfferedTool::tool)
                .allSatisfy(tool -> assertThat(tool.spec().parameters()).contains("\"type\":\"object\""))
                .extracting(tool -> tool.name())
                .contains("echo", "get-sum", "trigger-long-running-operation", "get-tiny-image");
    }

    @Test
    void itsToolsAreCalledAndWhatDoesNotFitDoesNotReachIt() throws Exception {
        BudgetFixture with = bound(client());
        script(
                with,
                wants(
                        call("c1", "get-sum", "{\"a\":2,\"b\":40}"),
                        call("c2", "echo", "{\"message\":\"Ünï ☃ 𝄞\"}"),
                        call("c3", "get-sum", "{\"a\":2}"),
                        call("c4", "get-sum", "{\"a\":\"2\",\"b\":40}"),
                        call("c5", "get-product", "{\"a\":2,\"b\":40}")),
                says("42."));

        Exchange exchange = ask(with, "helpdesk", MODEL, TOOLS, UNASKED);

        assertThat(exchange.getMessage().getBody()).isEqualTo("42.");
        assertThat(outcomes(exchange)).containsExactly(Kind.DONE, Kind.DONE, Kind.INVALID, Kind.INVALID, Kind.UNKNOWN);
        assertThat(told(with).get(0)).isEqualTo("The sum of 2 and 40 is 42.");
        assertThat(told(with).get(1)).contains("Ünï ☃ 𝄞");
    }

    @Test
    void whatItSaysOfItsToolsIsNotBelieved() throws Exception {
        BudgetFixture with = bound(client());
        assertThat(ask(with, "helpdesk", MODEL, TOOLS).getException())
                .as("it says that they only read")
                .hasMessageContaining("(risk high) need consent");
    }

    @Test
    void aCallThatTakesTooLongIsGivenUpAndTheNextIsMade() throws Exception {
        BudgetFixture with = bound(client());
        script(with, wants(slow("c1", 60)), wants(call("c2", "get-sum", "{\"a\":1,\"b\":1}")), says("2."));

        Exchange exchange = ask(with, "helpdesk", MODEL, TOOLS, UNASKED);

        assertThat(outcomes(exchange).get(0)).isEqualTo(Kind.TIMED_OUT);
        assertThat(outcomes(exchange).get(1)).isEqualTo(Kind.DONE);
        assertThat(told(with).get(1)).isEqualTo("The sum of 1 and 1 is 2.");
    }

    @Test
    void aServerThatDiesInACallFailsTheCallAndTheAgentGoesOn() throws Exception {
        BudgetFixture with = bound(client());
        Process server = Objects.requireNonNull(transport).getProcess();
        script(with, wants(slow("c1", 60)), says("It cannot be had."));
        CompletableFuture<?> killed = CompletableFuture.runAsync(
                server::destroyForcibly, CompletableFuture.delayedExecutor(1_500, TimeUnit.MILLISECONDS));

        Exchange exchange = ask(with, "helpdesk", MODEL, TOOLS, UNASKED);

        killed.join();
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(exchange.getMessage().getBody()).isEqualTo("It cannot be had.");
        assertThat(outcomes(exchange)).singleElement().isIn(Kind.FAILED, Kind.TIMED_OUT);
        assertThat(told(with)).singleElement().asString().startsWith("{\"error\":");
        assertThat(with.ledger().health().holds()).isZero();
    }

    @Test
    void aToolThatIsGoneThereFailsItsCall() throws Exception {
        BudgetFixture with = bound(withToolsOfYesterday(client()));
        script(with, wants(call("c1", "gone", "{}")), says("It is gone."));

        Exchange exchange = ask(with, "helpdesk", MODEL, "tools=gone,get-sum", UNASKED);

        assertThat(exchange.getMessage().getBody()).isEqualTo("It is gone.");
        assertThat(outcomes(exchange)).containsExactly(Kind.FAILED);
    }

    /** The server's list as it was before it lost a tool: it is asked once. */
    private static McpClient withToolsOfYesterday(McpClient now) {
        return (McpClient) Proxy.newProxyInstance(
                McpClient.class.getClassLoader(), new Class<?>[] {McpClient.class}, (proxy, method, arguments) -> {
                    try {
                        Object said = method.invoke(now, arguments);
                        if (!method.getName().equals("listTools")) {
                            return said;
                        }
                        List<Object> all = new ArrayList<>((List<?>) said);
                        all.add(ToolSpecification.builder()
                                .name("gone")
                                .description("Is gone")
                                .parameters(JsonObjectSchema.builder().build())
                                .build());
                        return all;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
