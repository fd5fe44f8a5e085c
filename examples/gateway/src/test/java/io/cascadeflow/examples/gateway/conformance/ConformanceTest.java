package io.cascadeflow.examples.gateway.conformance;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Each client does each thing that it can. */
@Timeout(600)
class ConformanceTest {

    private static Stage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @TestFactory
    Stream<DynamicNode> clients() {
        return Stream.of(
                        new OpenAiJava(),
                        new LangChainOpenAi(),
                        new SpringAiOpenAi(),
                        NodeSdk.openAi(),
                        NodeSdk.vercel(),
                        new AnthropicJava(),
                        new LangChainAnthropic(),
                        new SpringAiAnthropic(),
                        NodeSdk.anthropic())
                .map(this::client);
    }

    private DynamicNode client(Sdk sdk) {
        return DynamicContainer.dynamicContainer(
                sdk.name(),
                Arrays.stream(Feature.values())
                        .filter(feature -> !sdk.lacks().containsKey(feature))
                        .map(feature -> dynamicTest(feature.title(), () -> feature.show(stage, sdk))));
    }
}
