package io.cascadeflow.examples.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Each client does each thing that it can, and {@code docs/gateway-conformance.md} says which. Clients from npm are skipped where
 * they are not installed, unless {@code -Dnpm.required=true} says that they must be.
 */
@Timeout(900)
class ConformanceTest {

    private static final Path PAGE = root().resolve("docs/gateway-conformance.md");
    private static final List<Sdk> CLIENTS = List.of(
            new OpenAiJava(),
            new OpenAiJavaResponses(),
            new LangChainOpenAi(),
            new SpringAiOpenAi(),
            NodeSdk.openAi(),
            NodeSdk.openAiResponses(),
            NodeSdk.vercel(),
            new AnthropicJava(),
            new LangChainAnthropic(),
            new SpringAiAnthropic(),
            NodeSdk.anthropic());

    private static Stage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = new Stage();
    }

    @AfterAll
    static void close() throws Exception {
        for (Sdk client : CLIENTS) {
            client.close();
        }
        stage.close();
    }

    @TestFactory
    Stream<DynamicNode> everyClientDoesAllThatItCan() {
        Matrix matrix = new Matrix(CLIENTS);
        return Stream.concat(
                CLIENTS.stream().map(client -> column(client, matrix)),
                Stream.of(dynamicTest("the page says what came out", () -> check(matrix))));
    }

    private static DynamicNode column(Sdk client, Matrix matrix) {
        Optional<String> missing = client.missing();
        return dynamicContainer(
                client.name(),
                missing.isPresent()
                        ? Stream.of(dynamicTest("is not here", () -> skip(missing.get())))
                        : Arrays.stream(Feature.values())
                                .filter(feature -> !client.lacks().containsKey(feature))
                                .map(feature -> dynamicTest(feature.title(), () -> show(client, feature, matrix))));
    }

    private static void skip(String missing) {
        assertThat(NodeProcess.isRequired()).as(missing).isFalse();
        assumeTrue(false, missing);
    }

    private static void show(Sdk client, Feature feature, Matrix matrix) throws Exception {
        matrix.put(client, feature, false);
        feature.show(stage, client);
        matrix.put(client, feature, true);
    }

    private static void check(Matrix matrix) throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            assertThat(matrix.isComplete())
                    .as("a client is not here: the page would say what nobody has tried")
                    .isTrue();
            Files.writeString(PAGE, matrix.page());
        }
        assertThat(PAGE).hasContent(matrix.page());
    }

    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("docs/concepts.md")))
                .findFirst()
                .orElseThrow();
    }
}
