package io.cascadeflow.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.camel.gateway.CascadeFlowGateway;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a user types, and what comes of it. */
@Timeout(120)
class GatewayCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCRIPTED = """
            models: {'scripted:small': {input: 1, output: 1}}
            cascades: {demo: {tiers: [{name: small, uri: 'cascadeflow:scripted:small?source=classpath:answers.yaml'}]}}
            """;

    @TempDir
    private Path directory;

    private record Ran(int code, String out, String err) {}

    private static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = GatewayCommand.commandLine();
        int code = command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    private Path configuration(String text) throws IOException {
        return Files.writeString(directory.resolve("cascadeflow.yaml"), text);
    }

    @Test
    void everyCommandSaysWhatItIsFor() {
        assertThat(run("--help").out()).contains("--config", "--check", "CASCADEFLOW_PORT");
        for (String command : new String[] {"create", "list", "revoke", "admin"}) {
            assertThat(run("keys", command, "--help").out()).contains("--json");
        }
        for (String command : new String[] {"verify", "find", "export"}) {
            assertThat(run("audit", command, "--help").out()).contains("--file", "--url", "--json");
        }
    }

    @Test
    void aCheckTellsWhomTheGatewayWouldServe() throws Exception {
        Ran ran =
                run("--check", "--ask", "--json", "-c", configuration(SCRIPTED).toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode served = JSON.readTree(ran.out()).path("served");
        assertThat(served.findValuesAsText("name"))
                .containsExactly("cascadeflow/auto", "cascadeflow/demo", "scripted:small");
        assertThat(served).allSatisfy(line -> {
            assertThat(line.path("problem").isNull()).isTrue();
            assertThat(line.path("cost").decimalValue()).isPositive();
        });
    }

    @Test
    void aCheckTellsWhatIsWrongAndWhere() throws Exception {
        Ran typo = run(
                "--check", "-c", configuration(SCRIPTED + "gateway: {prt: 1}\n").toString());
        Ran unpriced = run(
                "--check",
                "-c",
                configuration(SCRIPTED.replace("models", "cascades2")).toString());
        Ran nobody = run(
                "--check",
                "-c",
                configuration(SCRIPTED + "gateway: {aliases: {gpt-4o: cascadeflow/none}}\n")
                        .toString());

        assertThat(typo.code()).isEqualTo(1);
        assertThat(typo.err()).contains("prt", "did you mean 'port'");
        assertThat(unpriced.code()).isEqualTo(1);
        assertThat(nobody.err()).contains("gpt-4o", "cascadeflow/none");
    }

    @Test
    void aKeyForTheConfigurationLetsIn() throws Exception {
        Ran made = run("keys", "create", "--tenant", "acme", "--model", "cascadeflow/*", "--json");
        JsonNode json = JSON.readTree(made.out());
        Path file = configuration(SCRIPTED + "gateway: {keys: {clients: [" + json.path("client") + "]}}\n");
        ServeOptions options = new ServeOptions();
        new CommandLine(options).parseArgs("-c", file.toString());
        CascadeFlowGateway gateway = new CascadeFlowGateway().port(0).host("127.0.0.1");
        Main main = Serving.main(options, gateway);
        try {
            main.start();
            assertThat(ask(gateway.port(), json.path("key").asText(), "cascadeflow/demo"))
                    .isEqualTo(200);
            assertThat(ask(gateway.port(), json.path("key").asText(), "scripted:small"))
                    .isEqualTo(403);
            assertThat(ask(gateway.port(), "cf_wrong", "cascadeflow/demo")).isEqualTo(401);
        } finally {
            main.stop();
        }
    }

    private static int ask(int port, String key, String model) throws IOException, InterruptedException {
        String question =
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]}";
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                                .header("authorization", "Bearer " + key)
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(question.formatted(model)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void keysAreNotMadeWithoutATenant() {
        assertThat(run("keys", "create").code()).isEqualTo(2);
        assertThat(run("keys", "list").err()).contains("CASCADEFLOW_ADMIN_KEY");
    }
}
