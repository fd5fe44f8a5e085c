package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.UnknownPriceException;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.MeteredEmbedding;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.WireJson;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Vectors from a provider on a loopback port, and from a bean: each call is held before and settled after. */
@Timeout(60)
class PaidEmbeddingsTest extends RouteFixture {

    private static final EmbeddingRequest TWO = new EmbeddingRequest(List.of("hello", "world"), null, null);

    /** 7 tokens at 1 USD per million. */
    private static final Usd COST = Usd.of("0.000007");

    private static final String VECTORS = """
            {"object":"list","model":"m-2026","data":[
             {"object":"embedding","index":1,"embedding":[0.25,-1]},
             {"object":"embedding","index":0,"embedding":[0.5,0.125]}],
             "usage":{"prompt_tokens":7,"total_tokens":7}}""";

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    private BudgetFixture with(String limit) throws Exception {
        return opened(BudgetFixture.inMemory(folder, "name: company, limit: " + limit + ", window: day"));
    }

    private static PaidEmbeddings embeddings(BudgetFixture with, String uri) {
        CascadeFlowEndpoint endpoint = with.context.camel.getEndpoint(uri, CascadeFlowEndpoint.class);
        return with.context.component().embeddings(endpoint);
    }

    private PaidEmbeddings remote(BudgetFixture with) {
        return embeddings(with, "cascadeflow:compatible:m?apiKey=k&transport=jdk&baseUrl=" + provider.uri() + "/v1");
    }

    private static Exchange exchange(BudgetFixture with) {
        return new DefaultExchange(with.context.camel);
    }

    private static MeteredEmbedding ask(BudgetFixture with, PaidEmbeddings model, EmbeddingRequest request)
            throws Exception {
        return model.embed(exchange(with), request).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static EmbeddingReply reply(MeteredEmbedding result) {
        return Objects.requireNonNull(result.reply(), () -> "no reply but " + result.failure());
    }

    private static List<HoldStatus> statuses(BudgetFixture with) {
        return with.lines().stream().map(line -> line.posting().status()).toList();
    }

    private static Usd settled(BudgetFixture with) {
        return with.lines().stream().map(line -> line.posting().settled().usd()).reduce(Usd.ZERO, Usd::plus);
    }

    @Test
    void vectorsComeInOrderAndAreSettledAtWhatTheyCost() throws Exception {
        BudgetFixture with = with("1");
        provider.answer(FakeAnswer.json(200, VECTORS));

        MeteredEmbedding result = ask(with, remote(with), new EmbeddingRequest(TWO.texts(), 2, "u"));

        assertThat(reply(result).vectors()).containsExactly(new float[] {0.5f, 0.125f}, new float[] {0.25f, -1});
        assertThat(reply(result).model()).isEqualTo("m-2026");
        assertThat(provider.onlyRequest().target()).isEqualTo("/v1/embeddings");
        assertThat(provider.onlyRequest().header("Authorization")).contains("Bearer k");
        assertThat(WireJson.parse(provider.onlyRequest().text())).hasToString("""
                {"model":"m","input":["hello","world"],"dimensions":2,"user":"u"}""");
        assertThat(result.spent().cost()).isEqualTo(COST);
        assertThat(with.settled("company")).isEqualTo(COST);
        LedgerEntry line = with.lines().get(0);
        assertThat(line.posting().status()).isEqualTo(HoldStatus.SETTLED);
        assertThat(line.posting().held().usd()).as("the worst case").isGreaterThanOrEqualTo(COST);
        assertThat(line.call().model()).hasToString("compatible:m");
    }

    @Test
    void nothingIsSentWhereTheBudgetIsTooSmall() throws Exception {
        BudgetFixture with = with("0.000001");

        MeteredEmbedding result = ask(with, remote(with), TWO);

        assertThat(result.failure()).isInstanceOf(BudgetExceededException.class);
        assertThat(result.reply()).isNull();
        assertThat(provider.requests()).isEmpty();
        assertThat(with.settled("company")).isEqualTo(Usd.ZERO);
    }

    @Test
    void whatPassesIsTriedAgainAndPaidForOnce() throws Exception {
        BudgetFixture with = with("1");
        provider.answer(FakeAnswer.json(500, "{\"error\":{\"message\":\"x\"}}"))
                .answer(FakeAnswer.json(429, "{\"error\":{\"code\":\"rate_limit_exceeded\"}}"))
                .answer(FakeAnswer.json(200, VECTORS));

        MeteredEmbedding result = ask(with, remote(with), TWO);

        assertThat(reply(result).vectors()).hasSize(2);
        assertThat(provider.requests()).hasSize(3);
        assertThat(statuses(with)).containsExactly(HoldStatus.RELEASED, HoldStatus.RELEASED, HoldStatus.SETTLED);
        assertThat(with.settled("company")).isEqualTo(COST);
        assertThat(with.standing("company").balance().held().usd())
                .as("nothing is left held")
                .isEqualTo(Usd.ZERO);
    }

    @Test
    void anotherAttemptThatNoLongerFitsIsNotMade() throws Exception {
        // the worst case of one attempt is 58 tokens; the first costs them all, since nobody knows whether it worked
        BudgetFixture with = with("0.00009");
        provider.answer(FakeAnswer.json(200, VECTORS).cutOffAfter(10)).answer(FakeAnswer.json(200, VECTORS));

        MeteredEmbedding result = ask(with, remote(with), TWO);

        assertThat(result.failure()).isInstanceOf(BudgetExceededException.class);
        assertThat(provider.requests()).hasSize(1);
        assertThat(result.spent().estimated()).isTrue();
        assertThat(with.settled("company")).isEqualTo(result.spent().cost()).isGreaterThan(Usd.ZERO);
    }

    @Test
    void whatIsNoVectorForEachTextIsNoReply() throws Exception {
        BudgetFixture with = with("1");
        provider.answer(FakeAnswer.json(200, "{\"data\":[{\"embedding\":[1]}]}"));
        String uri = "cascadeflow:compatible:m?maxRetries=0&transport=jdk&baseUrl=" + provider.uri() + "/v1";

        MeteredEmbedding result = ask(with, embeddings(with, uri), TWO);

        assertThat(result.failure())
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.BAD_PAYLOAD));
    }

    @Test
    void aUsageThatIsNotToldIsEstimatedAndSaidToBe() throws Exception {
        BudgetFixture with = with("1");
        provider.answer(FakeAnswer.json(200, "{\"data\":[{\"embedding\":[1,2]}]}"));

        MeteredEmbedding result = ask(with, remote(with), new EmbeddingRequest(List.of("hello"), null, null));

        assertThat(reply(result).usage()).as("5 bytes are 2 tokens").isEqualTo(TokenUsage.estimated(2, 0));
        assertThat(result.spent().estimated()).isTrue();
        assertThat(with.settled("company")).isEqualTo(Usd.of("0.000002"));
    }

    @Test
    void dimensionsThatTheModelIgnoresAreRefusedByNameAndPaidFor() throws Exception {
        BudgetFixture with = with("1");
        provider.answer(FakeAnswer.json(200, VECTORS));

        MeteredEmbedding result = ask(with, remote(with), new EmbeddingRequest(TWO.texts(), 64, null));

        assertThat(result.failure())
                .isInstanceOfSatisfying(
                        FieldException.class, wrong -> assertThat(wrong.field()).isEqualTo("dimensions"));
        assertThat(provider.requests()).as("asking again would not help").hasSize(1);
        assertThat(with.settled("company")).isEqualTo(COST);
    }

    @Test
    void dimensionsThatTheModelRefusesAreRefusedByName() throws Exception {
        BudgetFixture with = with("1");
        provider.answer(FakeAnswer.json(
                400, "{\"error\":{\"message\":\"x\",\"type\":\"invalid_request_error\",\"param\":\"dimensions\"}}"));

        MeteredEmbedding result = ask(with, remote(with), new EmbeddingRequest(TWO.texts(), 64, null));

        assertThat(result.failure()).isInstanceOf(FieldException.class);
        assertThat(statuses(with)).containsExactly(HoldStatus.RELEASED);
    }

    @Test
    void whoeverLeavesEndsTheCallAndWhatItMayHaveCostIsOnRecord() throws Exception {
        BudgetFixture with = with("1");
        provider.answer(FakeAnswer.never());
        CompletableFuture<Void> stop = new CompletableFuture<>();
        Exchange exchange = exchange(with);
        exchange.setProperty(CascadeFlowProperties.STOP, stop);
        CompletableFuture<MeteredEmbedding> result =
                remote(with).embed(exchange, TWO).toCompletableFuture();
        assertThat(provider.awaitRequest(Duration.ofSeconds(20))).isTrue();

        stop.complete(null);

        assertThat(result.get(20, TimeUnit.SECONDS).reply()).isNull();
        assertThat(provider.awaitAbandoned(Duration.ofSeconds(20))).isTrue();
        assertThat(statuses(with)).containsExactly(HoldStatus.SETTLED);
        assertThat(with.settled("company")).isGreaterThan(Usd.ZERO);
    }

    @Test
    void whoeverHasLeftBeforeCostsNothing() throws Exception {
        BudgetFixture with = with("1");
        Exchange exchange = exchange(with);
        exchange.setProperty(CascadeFlowProperties.STOP, CompletableFuture.completedFuture(null));

        MeteredEmbedding result =
                remote(with).embed(exchange, TWO).toCompletableFuture().get(20, TimeUnit.SECONDS);

        assertThat(result.failure()).isInstanceOf(ProviderException.class);
        assertThat(provider.requests()).isEmpty();
        assertThat(statuses(with)).containsExactly(HoldStatus.RELEASED);
    }

    private PaidEmbeddings bean(BudgetFixture with) {
        with.context.camel.getRegistry().bind("bge", new BgeSmallEnV15QuantizedEmbeddingModel());
        return embeddings(with, "cascadeflow:compatible:m?embeddingModel=#bge");
    }

    @Test
    void aBeanMakesVectorsInThisProcessAndIsMeteredAsWell() throws Exception {
        BudgetFixture with = with("1");

        MeteredEmbedding result = ask(with, bean(with), TWO);

        assertThat(reply(result).vectors())
                .hasSize(2)
                .allSatisfy(vector -> assertThat(vector).hasSize(384));
        long tokens = Objects.requireNonNull(reply(result).usage()).totalInput();
        assertThat(tokens).isPositive();
        assertThat(settled(with)).as("at 1 USD per million").isEqualTo(new Usd(tokens * 1_000));
    }

    @Test
    void aBeanRefusesDimensionsByNameBeforeAnythingIsHeld() throws Exception {
        BudgetFixture with = with("1");
        PaidEmbeddings bean = bean(with);

        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> bean.embed(exchange(with), new EmbeddingRequest(TWO.texts(), 64, null)))
                .satisfies(wrong -> assertThat(wrong.field()).isEqualTo("dimensions"))
                .withMessageContaining("leave it out");
        assertThat(with.lines()).isEmpty();
    }

    @Test
    void aBeanIsNotAskedWhereTheBudgetIsTooSmall() throws Exception {
        BudgetFixture with = with("0.000001");

        assertThat(ask(with, bean(with), TWO).failure()).isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void aModelWithoutAPriceIsRefusedAtOnce() throws Exception {
        BudgetFixture with = with("1");

        assertThatExceptionOfType(UnknownPriceException.class)
                .isThrownBy(() -> embeddings(with, "cascadeflow:compatible:free?baseUrl=http://127.0.0.1:1/v1"));
    }

    @Test
    void aProviderThatHasNoVectorsIsRefusedAtOnce() throws Exception {
        BudgetFixture with = with("1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> embeddings(with, "cascadeflow:probe:m"))
                .withMessageContaining("OpenAI's protocol");
    }
}
