package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What a model says of its own answer: with it, and when asked again. */
class SelfReportsInRoutesTest extends SignalsFixture {

    @Test
    void theModelStatesItsConfidenceOnALineThatIsTakenAway() throws Exception {
        BudgetFixture with = with();
        List<ChatCall> calls = new CopyOnWriteArrayList<>();
        with.context.probe.answers(call -> {
            calls.add(call);
            return CompletableFuture.completedFuture(ProbeProvider.reply("It is 4.\n\n**Confidence:** 85 %"));
        });

        Exchange exchange = with.context.ask(M + "?selfStated=true&samples=2", "2+2?");

        assertThat(exchange.getMessage().getBody()).isEqualTo("It is 4.");
        assertThat(signals(exchange)).containsEntry("self.stated", 0.85);
        assertThat(exchange.getProperty(CascadeFlowProperties.DRAFT, Draft.class)
                        .others())
                .extracting(ChatReply::text)
                .containsExactly("It is 4.");
        assertThat(calls)
                .allSatisfy(call ->
                        assertThat(call.request().messages().get(0).text()).contains("\"Confidence:\""));
    }

    @Test
    void aStructuredAnswerHasNoRoomForIt() throws Exception {
        BudgetFixture with = with();
        for (String structured : List.of("jsonSchema=RAW({\"type\":\"object\"})", "outputClass=java.util.Map")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> with.context
                            .camel
                            .getEndpoint(M + "?selfStated=true&" + structured)
                            .createProducer())
                    .withMessageContaining("selfStated");
        }
        with.context.probe.answers(ProbeProvider.reply("{\"a\": 1}"));
        Exchange json = with.context.ask(
                M + "?selfStated=true",
                Map.of(
                        "messages", List.of(Map.of("role", "user", "content", "?")),
                        "response_format", Map.of("type", "json_object")));
        assertThat(signals(json)).doesNotContainKey("self.stated");
        assertThat(with.context.probe.lastRequest().messages()).hasSize(1);
    }

    @Test
    void theModelChecksItselfAndThatIsPaidFor() throws Exception {
        BudgetFixture with = with();
        answers(with, "True");

        Exchange exchange =
                with.context.ask(M + "?selfCheck=true", "2+2?", Map.of(CascadeFlowConstants.IDEMPOTENCY_KEY, "k"));

        assertThat(signals(exchange)).containsEntry("self.true", 1.0);
        assertThat(exchange.getMessage().getBody()).isEqualTo("It is 4.");
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.004"));
        assertThat(header(exchange, CascadeFlowConstants.INPUT_TOKENS)).isEqualTo(2000L);
        assertThat(header(exchange, CascadeFlowConstants.BUDGET_REMAINING)).isEqualTo(new BigDecimal("98.996"));
        assertThat(roles(with)).containsExactly("answer", "check");
        ChatCall check = with.context.probe.lastCall();
        assertThat(check.idempotencyKey()).isEqualTo("k-check");
        assertThat(check.request().output().maxTokens()).isEqualTo(16);
        assertThat(check.request().output().logprobs()).isTrue();
        assertThat(check.request().question()).contains("2+2?", "It is 4.");
    }

    @Test
    void aCheckThatFailsLeavesTheAnswer() throws Exception {
        BudgetFixture with = with();
        with.context.probe.answers(call -> isJudging(call)
                ? CompletableFuture.failedFuture(new ProviderException(Kind.RATE_LIMITED, "slow down"))
                : CompletableFuture.completedFuture(ProbeProvider.reply("It is 4.")));

        Exchange exchange = with.context.ask(M + "?selfCheck=true", "2+2?");

        assertThat(exchange.getMessage().getBody()).isEqualTo("It is 4.");
        assertThat(signals(exchange)).doesNotContainKey("self.true");
        assertThat(with.standing("company").balance().held()).isEqualTo(Amount.ZERO);
    }
}
