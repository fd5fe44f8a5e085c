package io.cascadeflow.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.benchmarks.gateway.client.Answer;
import io.cascadeflow.benchmarks.gateway.client.Question;
import io.cascadeflow.benchmarks.gateway.provider.Play;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.MemoryCapacity;
import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.Window;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge.Source;
import io.cascadeflow.pricing.Usd;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KillReportTest {

    private static final ModelId MODEL = ModelId.parse("compatible:small");
    private static final Question QUESTION = Act.chat(Play.ANSWER, false, "");

    private final MemoryLedger ledger = new MemoryLedger(Clock.systemUTC(), MemoryCapacity.DEFAULT);
    private final Told told = new Told();

    private void tell(String decision, String cost) {
        String head = "HTTP/1.1 200 OK\r\nx-cascadeflow-decision-id: " + decision + "\r\nx-cascadeflow-cost-usd: "
                + cost + "\r\n";
        told.answered(QUESTION, new Answer(head, "", new byte[0], 0, 0, 0));
    }

    private void spend(String decision, int attempt, String cost) {
        Claim claim = Budget.of(GatewayFolder.BUDGET, GatewayFolder.LIMIT, Window.TOTAL)
                .claim(Map.of(), "", Instant.EPOCH);
        String key = decision + "/" + attempt;
        CallRef call = new CallRef(decision, attempt, MODEL);
        Instant expiry = Instant.now().plusSeconds(60);
        ledger.hold(new HoldRequest(key, "test", call, Usd.of("1"), 100, expiry, List.of(claim)));
        ledger.settle(
                key,
                new Settlement(
                        Usd.of(cost),
                        Source.COMPUTED,
                        MODEL,
                        new Settlement.PriceRef("test", LocalDate.EPOCH),
                        TokenUsage.of(1, 1)));
    }

    @Test
    void whatWasToldIsTheSumOfAllAttempts() {
        spend("a", 1, "0.1");
        spend("a", 2, "0.2");
        tell("a", "0.3");

        assertThat(KillReport.of(1, told, ledger).holds()).isTrue();
    }

    @Test
    void anAnswerThatIsNotOnTheLedgerIsLost() {
        tell("a", "0.3");

        KillReport report = KillReport.of(1, told, ledger);

        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.lostUsd()).isEqualTo("0.3");
        assertThat(report.holds()).isFalse();
    }

    @Test
    void anotherAmountIsWrongAndWhatNobodyHeardIsNot() {
        spend("a", 1, "0.1");
        spend("unheard", 1, "0.1");
        tell("a", "0.3");

        KillReport report = KillReport.of(1, told, ledger);

        assertThat(report.wrong()).isEqualTo(1);
        assertThat(report.unheard()).isEqualTo(1);
        assertThat(report.holds()).isFalse();
    }
}
