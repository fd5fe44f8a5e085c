package io.cascadeflow.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuickstartTest {

    private static final Models OFFLINE = Models.find(Map.of("QUICKSTART_OFFLINE", "true")::get);

    @Test
    void answersFiveQuestionsTwoOfThemByTheSmallModel() throws Exception {
        assertThat(output().lines().filter(line -> line.contains(" accepted "))).hasSize(2);
        assertThat(output().lines().filter(line -> line.contains(" escalated ")))
                .hasSize(3);
        assertThat(output()).contains("so the train has gone 150 km", "No: 7 * 13 = 91.", "holds and settled costs.");
    }

    @Test
    void addsUpWhatItCost() throws Exception {
        assertThat(output()).endsWith("All five together: 0.0006487 USD\n");
    }

    @Test
    void asksOpenAiWhenThereIsAKeyAndSaysSo() {
        Models models = Models.find(Map.of("OPENAI_API_KEY", "sk-test")::get);

        assertThat(models.small()).isEqualTo("cascadeflow:openai:gpt-4o-mini");
        assertThat(models.why()).contains("OPENAI_API_KEY").doesNotContain("sk-test");
    }

    @Test
    void asksAnOllamaThatAnswersAndSaysSo() throws IOException {
        HttpServer ollama = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ollama.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        ollama.start();
        try {
            String url = "http://localhost:" + ollama.getAddress().getPort();
            assertThat(Models.find(Map.of("OLLAMA_BASE_URL", url)::get).small())
                    .isEqualTo("cascadeflow:ollama:llama3.2?baseUrl=" + url);
        } finally {
            ollama.stop(0);
        }
    }

    @Test
    void theReadmeShowsTheRouteThatRuns() throws IOException {
        String route = Files.readAllLines(root().resolve(
                                "examples/quickstart/src/main/java/io/cascadeflow/examples/quickstart/AskRoute.java"))
                .stream()
                .dropWhile(line -> !line.contains("tag::route"))
                .skip(1)
                .takeWhile(line -> !line.contains("end::route"))
                .map(line -> line.substring(8))
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(root().resolve("README.md"))).contains("```java\n" + route + "\n```");
    }

    @Test
    void gettingStartedShowsWhatThisPrints() throws Exception {
        assertThat(Files.readString(root().resolve("docs/getting-started.md")))
                .contains(output().lines()
                        .skip(1)
                        .collect(Collectors.joining("\n"))
                        .strip());
    }

    @Test
    void theReadmeHasNinetyLinesAtMost() throws IOException {
        List<String> lines = Files.readAllLines(root().resolve("README.md"));

        assertThat(lines).hasSizeLessThanOrEqualTo(90);
    }

    private static String output() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Quickstart.run(OFFLINE, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("docs/concepts.md")))
                .findFirst()
                .orElseThrow();
    }
}
