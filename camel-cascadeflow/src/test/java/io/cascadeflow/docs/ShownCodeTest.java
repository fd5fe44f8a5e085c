package io.cascadeflow.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.example.Ask;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code of pages runs, and routes of pages start and answer. */
class ShownCodeTest {

    /** Those with a fitted profile are only compiled: that profile is another test's. */
    static Stream<RouteBuilder> routes() {
        return Stream.of(
                new ShownRoutes.Budgets(),
                new ShownRoutes.Cascade(),
                new ShownRoutes.ByHand(),
                new ShownRoutes.Scripted(),
                new ShownRoutes.Parts(),
                new ShownRoutes.Judge(),
                new ShownRoutes.Passages(),
                new ShownRoutes.Streaming(),
                new Ask());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void theRouteStartsAndAnswers(RouteBuilder route) throws Exception {
        try (PageContext with = new PageContext()) {
            with.routes(route);
            String uri = with.camel.getRoutes().get(0).getEndpoint().getEndpointUri();
            Exchange exchange =
                    with.template.request(uri, asked -> asked.getMessage().setBody("What is 2 + 2?"));
            assertThat(exchange.getException()).isNull();
        }
    }

    @Test
    void theOtherRoutesStart(@TempDir Path folder) throws Exception {
        try (PageContext with = new PageContext("recorder: {file: '%s'}".formatted(folder.resolve("asked.jsonl")))) {
            with.routes(new ShownRoutes.Feedback());
            with.routes(new ShownRoutes.FailOver());
            assertThat(with.camel.getRoutes()).hasSize(2);
        }
    }

    @Test
    void gatesPricesAndFakesAreAsThePagesSay() throws Exception {
        try (InputStream profile =
                Objects.requireNonNull(getClass().getResourceAsStream("/io/cascadeflow/confidence/first-gate.json"))) {
            assertThat(ShownCode.gates(profile, "What is 2 + 2?", "2 + 2 = 4"))
                    .hasSize(2)
                    .allSatisfy(found -> assertThat(found.confidence()).isNotNull());
        }
        assertThat(ShownCode.charged(
                                ModelId.parse("vllm:llama-3.1-8b"),
                                ChatReply.of("llama-3.1-8b", "4"),
                                TokenUsage.of(1_000_000, 0))
                        .amount())
                .isEqualTo(Usd.of("0.02"));
        assertThatNoException().isThrownBy(ShownCode::fakes);
        assertThat(new ShownCode().contractors("eve"::equals).name()).isEqualTo("contractors-stay-here");
    }

    @Test
    void anAssistantThatMigratedAnswersAsBefore() {
        try (FakeProvider fake = FakeProvider.start();
                PageContext with = new PageContext()) {
            fake.answer(FakeModel.saying("gpt-4o", "2 + 2 = 4")::answer);
            assertThat(Migrations.langChainBefore(fake.uri() + "/v1", "k").answer("What is 2 + 2?"))
                    .isEqualTo("2 + 2 = 4");
            assertThat(Migrations.langChainAfter(with.camel).answer("What is 2 + 2?"))
                    .isEqualTo("2 + 2 = 4");
        }
    }

    @Test
    void routesThatMigratedAnswer() throws Exception {
        try (PageContext with = new PageContext()) {
            with.routes(new Migrations.OpenAiAfter());
            for (String uri : List.of("direct:ask", "direct:ask-cheaper")) {
                assertThat(with.template.requestBody(uri, "What is 2 + 2?")).isEqualTo("2 + 2 = 4");
            }
        }
        try (PageContext with = new PageContext();
                FakeProvider fake = FakeProvider.start()) {
            fake.answer(FakeModel.saying("gpt-4o", "It is Paris.")::answer);
            with.camel
                    .getRegistry()
                    .bind(
                            "large",
                            OpenAiChatModel.builder()
                                    .baseUrl(fake.uri() + "/v1")
                                    .apiKey("k")
                                    .modelName("gpt-4o")
                                    .maxRetries(0)
                                    .build());
            with.routes(new Migrations.LangChainRouteAfter());
            Exchange exchange = with.template.request("direct:ask", asked -> {
                asked.getMessage().setBody("What is the capital of France?");
                asked.getMessage().setHeader("CamelCascadeFlowForceTier", "large");
            });
            assertThat(exchange.getMessage().getBody()).isEqualTo("It is Paris.");
        }
    }

    @Test
    void rulesExplainThemselves() {
        try (PageContext with = new PageContext()) {
            Exchange exchange = new DefaultExchange(with.camel);
            exchange.getMessage().setBody("What is 2 + 2?");
            assertThat(ShownCode.explained(with.camel, exchange).text()).contains("small", "large");
        }
    }
}
