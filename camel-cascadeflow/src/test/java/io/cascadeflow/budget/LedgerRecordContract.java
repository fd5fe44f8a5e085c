package io.cascadeflow.budget;

import static io.cascadeflow.budget.LedgerFixture.NOON;
import static io.cascadeflow.budget.LedgerFixture.claim;
import static io.cascadeflow.budget.LedgerFixture.cost;
import static io.cascadeflow.budget.LedgerFixture.money;
import static io.cascadeflow.budget.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.budget.HoldResult.Granted;
import io.cascadeflow.budget.HoldResult.Refused;
import io.cascadeflow.budget.HoldResult.Repeated;
import io.cascadeflow.budget.WaitingLedger.Money;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge.Source;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger counts beside money, and what it keeps. */
public abstract class LedgerRecordContract {

    protected final MovableClock clock = new MovableClock();
    final Claim team = claim("team", "1");
    WaitingLedger ledger = new WaitingLedger(new MemoryLedger(clock));

    /** A ledger without entries. */
    protected abstract BudgetLedger open(MovableClock clock);

    @BeforeEach
    void start() {
        ledger = new WaitingLedger(open(clock));
    }

    @Test
    void callsAreCountedAndLimitedWhateverTheyCost() {
        Claim three = claim(Budget.of("three", "1", Window.TOTAL).withMaxCalls(3));
        ledger.hold(request("a", "0", three));
        ledger.settle("a", cost("0"));
        ledger.hold(request("b", "0.1", three));
        ledger.release("b");
        ledger.hold(request("c", "0.1", three));
        ledger.hold(request("d", "0", three));

        Refused refused = (Refused) ledger.hold(request("e", "0", three));
        assertThat(refused.unit()).isEqualTo(BudgetUnit.CALLS);
        assertThat(ledger.balance(three).settled().calls()).isEqualTo(1);
        assertThat(ledger.balance(three).held().calls()).isEqualTo(2);
    }

    @Test
    void tokensAreCountedAndLimitedByTheWorstCaseAndThenByWhatWasConsumed() {
        Claim tokens = claim(Budget.of("tokens", "1", Window.TOTAL).withMaxTokens(2 * LedgerFixture.TOKENS));
        ledger.hold(request("a", "0.1", tokens));
        ledger.hold(request("b", "0.1", tokens));
        Refused refused = (Refused) ledger.hold(request("c", "0.1", tokens));
        assertThat(refused.unit()).isEqualTo(BudgetUnit.TOKENS);
        assertThat(refused.standing().left(BudgetUnit.TOKENS)).hasValue(0L);

        ledger.settle("a", used(10));
        assertThat(ledger.hold(request("d", "0.1", tokens))).isInstanceOf(Refused.class);
        ledger.settle("b", used(10));
        assertThat(ledger.hold(request("d", "0.1", tokens))).isEqualTo(new Granted());
        assertThat(ledger.balance(tokens).settled().tokens()).isEqualTo(20);
    }

    @Test
    void aLimitOfNoCallsOrNoTokensLetsNothingThroughThatHasAny() {
        assertThat(ledger.hold(request("a", "0", claim(team.budget().withMaxCalls(0)))))
                .isInstanceOf(Refused.class);
        assertThat(ledger.hold(request("b", "0", claim(team.budget().withMaxTokens(0)))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aCallToWhichNoBudgetAppliesIsOnRecordOnceItIsSettled() {
        assertThat(ledger.hold(request("free", "0.5"))).isEqualTo(new Granted());
        assertThat(ledger.hold(request("free", "0.5"))).isEqualTo(new Repeated(HoldStatus.HELD));
        assertThat(ledger.settle("free", cost("0.2"))).isEqualTo(Effect.POSTED);
        ledger.hold(request("budgeted", "0.5", team));
        ledger.settle("budgeted", cost("0.3"));

        List<LedgerEntry> all = ledger.ledger().entries(NOON, NOON.plusSeconds(1), 0, 9);
        assertThat(all).extracting(LedgerEntry::key).containsExactly("free", "budgeted");
        assertThat(all.get(0).accounts()).isEmpty();
        assertThat(ledger.ledger().entries(NOON, NOON.plusSeconds(1), all.get(0).sequence(), 9))
                .hasSize(1);
        assertThat(ledger.ledger().entries(NOON.minusSeconds(9), NOON, 0, 9)).isEmpty();
    }

    @Test
    void aLineKeepsWhatIsKnownAboutTheCall() {
        Map<String, String> facts = Map.of(
                "tenant", "acme", "user", "Zoë", "project", "p", "run", "r1", "cascade", "support", "tier", "small",
                "domain", "code", "role", "draft", "region", "eu", "desk", "7");
        CallRef call = new CallRef("d", 2, LedgerFixture.MODEL, facts);
        HoldRequest request =
                new HoldRequest("a", "node-1", call, Usd.of("0.1"), 5, NOON.plusSeconds(60), List.of(team));
        ledger.hold(request);
        ledger.settle("a", cost("0.1"));

        assertThat(ledger.entries(team.account(), 0, 9))
                .singleElement()
                .satisfies(entry -> assertThat(entry.call()).isEqualTo(call));
    }

    @Test
    void callsAndTokensLeaveARollingWindowWithTheMoney() {
        Claim rolling = claim(Budget.of("rolling", "1", new RollingWindow(Duration.ofHours(1)))
                .withMaxCalls(1));
        ledger.hold(request("a", "0.6", rolling));
        ledger.settle("a", cost("0.6"));
        assertThat(ledger.hold(request("b", "0.1", rolling))).isInstanceOf(Refused.class);
        clock.advance(Duration.ofMinutes(62));

        assertThat(ledger.hold(request("b", "0.1", NOON.plusSeconds(9000), rolling)))
                .isEqualTo(new Granted());
        assertThat(ledger.balance(rolling).settled()).isEqualTo(Amount.ZERO);
    }

    @Test
    void whatWasLearnedIsKeptWithTheLedger() {
        SafetyFactors factors = ledger.ledger().factors();
        factors.learn("openai", 10, TokenUsage.of(15, 1));

        assertThat(ledger.ledger().factors()).isSameAs(factors);
        assertThat(factors.apply("openai", 100)).isEqualTo(150);
    }

    @Test
    void oldLinesAndEndedAccountsAreForgottenAndLiveBalancesStay() {
        Claim daily = claim(Budget.of("daily", "1", Window.parse("day", "UTC")));
        Claim monthly = claim(Budget.of("rolling", "1", new RollingWindow(Duration.ofDays(30))));
        ledger.hold(request("old", "0.5", daily, team, monthly));
        ledger.settle("old", cost("0.5"));
        clock.advance(Duration.ofDays(9));
        ledger.hold(request("new", "0.1", clock.instant().plusSeconds(60), team));
        ledger.settle("new", cost("0.1"));

        assertThat(ledger.ledger().forget(Duration.ofDays(7))).isEqualTo(2);
        assertThat(ledger.entries(team.account(), 0, 9))
                .extracting(LedgerEntry::key)
                .containsExactly("new");
        assertThat(ledger.money(daily)).isEqualTo(Money.ZERO);
        assertThat(ledger.money(team)).isEqualTo(money("0.6", "0", "0"));
        assertThat(ledger.money(monthly)).isEqualTo(money("0.5", "0", "0"));
        assertThat(ledger.ledger().forget(Duration.ofDays(7))).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.ledger().forget(Duration.ofHours(1)))
                .withMessageContaining("a day");
    }

    @Test
    void afterClosingNothingIsHeldAndCallsOnTheirWayAreStillSettled() {
        ledger.hold(request("a", "0.5", team));
        assertThat(ledger.ledger().health().holds()).isEqualTo(1);
        ledger.close();

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> ledger.hold(request("b", "0.1", team)))
                .withMessageContaining("closed");
        assertThat(ledger.settle("a", cost("0.4"))).isEqualTo(Effect.POSTED);
        assertThat(ledger.money(team)).isEqualTo(money("0.4", "0", "0"));
    }

    private static Settlement used(long tokens) {
        return new Settlement(Usd.of("0.1"), Source.COMPUTED, LedgerFixture.MODEL, null, TokenUsage.of(tokens - 1, 1));
    }
}
