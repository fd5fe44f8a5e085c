package io.cascadeflow.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.example.Ask;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Usd;
import java.io.InputStream;
import java.nio.file.Path;
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
            Exchange exchange = with.template.request(uri, asked -> asked.getMessage().setBody("What is 2 + 2?"));
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
        try (InputStream profile = Objects.requireNonNull(
                getClass().getResourceAsStream("/io/cascadeflow/confidence/first-gate.json"))) {
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
    void rulesExplainThemselves() {
        try (PageContext with = new PageContext()) {
            Exchange exchange = new DefaultExchange(with.camel);
            exchange.getMessage().setBody("What is 2 + 2?");
            assertThat(ShownCode.explained(with.camel, exchange).text()).contains("small", "large");
        }
    }
}
