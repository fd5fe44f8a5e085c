package io.cascadeflow.examples.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every piece of code in the README is run here, and gets its answer. */
@Timeout(120)
class ReadmeTest {

    private static final Path SOURCES = Path.of("src/test/java/io/cascadeflow/examples/gateway/conformance");
    private static final Pattern BLOCK = Pattern.compile("```(bash|java|js)\n(.*?)```", Pattern.DOTALL);
    private static final String ANSWER = "It is Paris.";
    private static final Map<String, Snippets.Snippet> JAVA = Map.of(
            "openAiJava", Snippets::openAiJava,
            "anthropicJava", Snippets::anthropicJava,
            "langChainOpenAi", Snippets::langChainOpenAi,
            "langChainAnthropic", Snippets::langChainAnthropic,
            "springAiOpenAi", Snippets::springAiOpenAi,
            "springAiAnthropic", Snippets::springAiAnthropic);

    private static Stage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = new Stage().answering(Answers.text(ANSWER));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static java.util.List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(readme())
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openAiJava",
                "anthropicJava",
                "langChainOpenAi",
                "langChainAnthropic",
                "springAiOpenAi",
                "springAiAnthropic"
            })
    void javaIsAnswered(String name) throws IOException {
        Sdk.Door door = stage.door();

        assertThat(Objects.requireNonNull(JAVA.get(name)).ask(door.root(), door.key()))
                .isEqualTo(ANSWER);
        assertThat(blocks("java")).contains(body(name));
    }

    @Test
    void thereIsNoOtherJava() throws IOException {
        assertThat(blocks("java")).hasSize(JAVA.size());
    }

    private static String body(String method) throws IOException {
        MatchResult found = Pattern.compile(
                        " String %s\\(String gateway, String key\\) \\{\n(.*?)\n    }\n".formatted(method),
                        Pattern.DOTALL)
                .matcher(Files.readString(SOURCES.resolve("Snippets.java")))
                .results()
                .findFirst()
                .orElseThrow();
        return (found.group(1) + "\n").replaceAll("(?m)^ {8}", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "vercel"})
    void javaScriptIsAnswered(String name) throws Exception {
        String missing = NodeProcess.missing().orElse("");
        assertThat(!missing.isEmpty() && NodeProcess.isRequired()).as(missing).isFalse();
        assumeTrue(missing.isEmpty(), missing);
        Path file = NodeProcess.FOLDER.resolve("snippets/" + name + ".mjs");

        assertThat(printed("node", file.toAbsolutePath().toString()).strip()).isEqualTo(ANSWER);
        assertThat(blocks("js")).contains(Files.readString(file)).hasSize(3);
    }

    @Test
    void curlIsAnswered() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl");

        for (String command : blocks("bash")) {
            if (command.contains("curl")) {
                assertThat(printed("bash", "-c", command))
                        .contains(command.contains("models") ? "\"id\":\"cascadeflow/auto\"" : ANSWER);
            }
        }
    }

    private static String printed(String... command) throws Exception {
        ProcessBuilder process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().put("GATEWAY", stage.door().root());
        process.environment().put("KEY", stage.door().key());
        Process running = process.start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).as(said).isZero();
        return said;
    }
}
