package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.WireJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route that asks a model for vectors. */
@Timeout(60)
class EmbeddingsOperationTest extends RouteFixture {

    private static final String TWO = "{\"model\":\"m-2026\",\"data\":[{\"index\":1,\"embedding\":[0.25,-1]},"
            + "{\"index\":0,\"embedding\":[0.5,0.125]}],\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}";
    private static final String ONE =
            "{\"data\":[{\"index\":0,\"embedding\":[0.5,0.125]}],\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}";

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    private BudgetFixture with(String limit) throws Exception {
        return opened(BudgetFixture.inMemory(folder, "name: company, limit: " + limit + ", window: day"));
    }

    private String uri(String options) {
        return "cascadeflow:compatible:m?operation=embeddings&apiKey=k&maxRetries=0&baseUrl=" + provider.uri() + "/v1"
                + options;
    }

    @Test
    void aListOfTextsBecomesAListOfVectorsWithItsCost() throws Exception {
        BudgetFixture with = with("1");
        provider.answer(FakeAnswer.json(200, TWO));

        Exchange exchange = with.context.ask(uri("&dimensions=2"), List.of("hello", "world"));

        assertThat(exchange.getException()).isNull();
        List<?> vectors = exchange.getMessage().getBody(List.class);
        assertThat(vectors).hasSize(2);
        assertThat(vectors.get(0)).isEqualTo(new float[] {0.5f, 0.125f});
        assertThat(vectors.get(1)).isEqualTo(new float[] {0.25f, -1});
        assertThat(WireJson.parse(provider.onlyRequest().text()))
                .hasToString("{\"model\":\"m\",\"input\":[\"hello\",\"world\"],\"dimensions\":2}");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.PROVIDER, "compatible")
                .containsEntry(CascadeFlowConstants.REQUESTED_MODEL, "m")
                .containsEntry(CascadeFlowConstants.MODEL, "m-2026")
                .containsEntry(CascadeFlowConstants.INPUT_TOKENS, 7L)
                .containsEntry(CascadeFlowConstants.OUTPUT_TOKENS, 0L)
                .containsEntry(CascadeFlowConstants.USAGE_ESTIMATED, false)
                .containsKey(CascadeFlowConstants.LATENCY_MS);
        BigDecimal cost = exchange.getMessage().getHeader(CascadeFlowConstants.COST, BigDecimal.class);
        assertThat(cost).isEqualByComparingTo("0.000007");
        assertThat(with.settled("company")).isEqualTo(Usd.of("0.000007"));
        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.BUDGET_REMAINING, BigDecimal.class))
                .isEqualByComparingTo("0.999993");
    }

    @Test
    void aTextBecomesAListOfOneAndCostsAddUp() throws Exception {
        BudgetFixture with = with("1");
        provider.answer(FakeAnswer.json(200, ONE));

        Exchange exchange = with.context.ask(
                uri(""), "hello", Map.of(CascadeFlowConstants.TOTAL_COST, "0.1", CascadeFlowConstants.USER, "u"));

        assertThat(exchange.getMessage().getBody(List.class)).hasSize(1);
        assertThat(provider.onlyRequest().text()).contains("\"user\":\"u\"");
        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST, BigDecimal.class))
                .isEqualByComparingTo("0.100003");
    }

    @Test
    void aRequestOfOursKeepsItsLength() throws Exception {
        BudgetFixture with = with("1");
        provider.answer(FakeAnswer.json(200, ONE));

        with.context.ask(uri("&dimensions=9"), new EmbeddingRequest(List.of("hello"), 2, null));

        assertThat(provider.onlyRequest().text()).contains("\"dimensions\":2");
    }

    @Test
    void nothingIsSentWhereTheBudgetIsTooSmall() throws Exception {
        BudgetFixture with = with("0.000001");

        Exchange exchange = with.context.ask(uri(""), "hello");

        assertThat(exchange.getException()).isInstanceOf(BudgetExceededException.class);
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void aFailureIsTheProvidersAndTellsNoText() throws Exception {
        BudgetFixture with = with("1");
        provider.answer(FakeAnswer.json(401, "{\"error\":{\"message\":\"hello\",\"code\":\"invalid_api_key\"}}"));

        Exchange exchange = with.context.ask(uri(""), "hello");

        assertThat(exchange.getException())
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("AUTH");
        assertThat(exchange.getException().toString()).doesNotContain("hello");
    }

    @Test
    void whatIsNoTextIsRefused() throws Exception {
        BudgetFixture with = with("1");

        assertThat(with.context.ask(uri(""), List.of("a", 7)).getException())
                .hasMessageContaining("text 1 of the list is no text");
        assertThat(with.context.ask(uri(""), List.of("a", " ")).getException())
                .hasMessageContaining("text 1 of the list is empty");
        assertThat(with.context.ask(uri(""), " ").getException()).hasMessageContaining("no text to make a vector of");
        assertThat(with.context.ask(uri(""), List.of()).getException()).hasMessageContaining("at least one");
        assertThat(provider.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api=responses",
                "api=tgi",
                "temperature=0.5",
                "streaming=true",
                "maxTokens=5",
                "outputType=reply",
                "selfCheck=true",
                "systemMessage=x"
            })
    void whatIsForAnswersIsRefusedWhenTheRouteStarts(String option) throws Exception {
        BudgetFixture with = with("1");

        assertThatThrownBy(
                        () -> with.context.camel.getEndpoint(uri("&" + option)).createProducer())
                .hasMessageContainingAll(option.replaceFirst("=.*", ""), "operation=chat");
    }

    @Test
    void aBeanMakesThemInThisProcess() throws Exception {
        BudgetFixture with = with("1");
        with.context.camel.getRegistry().bind("lengths", (EmbeddingModel) texts -> Response.from(texts.stream()
                .map(text -> Embedding.from(new float[] {text.text().length(), 1}))
                .toList()));
        String uri = uri("&embeddingModel=#lengths");

        Exchange exchange = with.context.ask(uri, List.of("hello", "hi"));

        assertThat(exchange.getException()).isNull();
        List<?> vectors = exchange.getMessage().getBody(List.class);
        assertThat(vectors.get(0)).isEqualTo(new float[] {5, 1});
        assertThat(vectors.get(1)).isEqualTo(new float[] {2, 1});
        assertThat(with.context.ask(uri + "&dimensions=2", "hello").getException())
                .hasMessageContaining("dimensions");
    }

    @Test
    void aBeanThatOnlyAnswersMakesNone() throws Exception {
        BudgetFixture with = with("1");

        for (String provider : List.of("spring-ai", "langchain4j")) {
            assertThatThrownBy(() -> with.context
                            .camel
                            .getEndpoint("cascadeflow:%s:m?operation=embeddings".formatted(provider))
                            .createProducer())
                    .hasMessageContaining("embeddingModel");
        }
    }

    @Test
    void lengthsThatMakeNoSenseAreRefused() throws Exception {
        BudgetFixture with = with("1");

        assertThatThrownBy(() ->
                        with.context.camel.getEndpoint(uri("&dimensions=0")).createProducer())
                .hasMessageContaining("dimensions is 0");
        assertThatThrownBy(() -> with.context
                        .camel
                        .getEndpoint("cascadeflow:probe:m?dimensions=4")
                        .createProducer())
                .hasMessageContaining("operation=embeddings");
    }
}
