package io.cascadeflow.budget;

import static io.cascadeflow.budget.LedgerFixture.NOON;
import static io.cascadeflow.budget.LedgerFixture.claim;
import static io.cascadeflow.budget.LedgerFixture.cost;
import static io.cascadeflow.budget.LedgerFixture.money;
import static io.cascadeflow.budget.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.budget.Budget.WhenSpent;
import io.cascadeflow.budget.HoldResult.Granted;
import io.cascadeflow.budget.HoldResult.Refused;
import io.cascadeflow.budget.HoldResult.Repeated;
import io.cascadeflow.budget.WaitingLedger.Money;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every ledger does. */
public abstract class LedgerContract extends LedgerRecordContract {

    private final Claim company = claim("company", "10");

    @Test
    void holdsTheWorstCaseOnEveryAccountAndSettlesWhatTheCallCost() {
        assertThat(ledger.hold(request("a", "0.75", team, company))).isEqualTo(new Granted());
        assertThat(ledger.money(team)).isEqualTo(money("0", "0.75", "0"));
        assertThat(ledger.money(company)).isEqualTo(money("0", "0.75", "0"));

        assertThat(ledger.settle("a", cost("0.5"))).isEqualTo(Effect.POSTED);
        assertThat(ledger.money(team)).isEqualTo(money("0.5", "0", "0"));
        assertThat(ledger.money(company)).isEqualTo(money("0.5", "0", "0"));
    }

    @Test
    void holdsNothingAnywhereWhenOneAccountHasNoRoom() {
        Refused refused = (Refused) ledger.hold(request("a", "2", company, team));

        assertThat(refused.standing().claim()).isEqualTo(team);
        assertThat(refused.standing().left()).isEqualTo(Usd.of("1"));
        assertThat(ledger.money(company)).isEqualTo(Money.ZERO);
        assertThat(ledger.settle("a", cost("1"))).isEqualTo(Effect.UNKNOWN);
    }

    @Test
    void tenChargesOfTenCentsMakeExactlyADollarAndTheLimitThenStops() {
        for (int i = 0; i < 10; i++) {
            assertThat(ledger.hold(request("k" + i, "0.1", team))).isEqualTo(new Granted());
            ledger.settle("k" + i, cost("0.1"));
        }

        assertThat(ledger.money(team)).isEqualTo(money("1", "0", "0"));
        assertThat(ledger.hold(request("k10", "0.000000001", team))).isInstanceOf(Refused.class);
    }

    @Test
    void aLimitOfZeroLetsNothingThroughThatMayCostAnything() {
        Claim none = claim("none", "0");

        assertThat(ledger.hold(request("a", "0.000000001", none))).isInstanceOf(Refused.class);
        assertThat(ledger.hold(request("b", "0", none))).isEqualTo(new Granted());
    }

    @Test
    void whatCostsNothingFitsABudgetThatIsOverrun() {
        ledger.hold(request("a", "1", team));
        ledger.settle("a", cost("1.5"));

        assertThat(ledger.hold(request("b", "0", team))).isEqualTo(new Granted());
    }

    @Test
    void aCallThatCostMoreThanItsWorstCaseIsChargedInFullAndCountedAsOverrun() {
        ledger.hold(request("a", "0.75", team));
        ledger.settle("a", cost("1.25"));

        assertThat(ledger.money(team)).isEqualTo(money("1.25", "0", "0.5"));
    }

    @Test
    void releaseGivesEverythingBackOnce() {
        ledger.hold(request("a", "0.75", team, company));

        assertThat(ledger.release("a")).isEqualTo(Effect.POSTED);
        assertThat(ledger.release("a")).isEqualTo(Effect.NONE);
        assertThat(ledger.money(team)).isEqualTo(Money.ZERO);
        assertThat(ledger.entries(team.account(), 0, 9)).hasSize(1);
    }

    @Test
    void settlingAfterReleaseOrTwiceHasNoEffect() {
        ledger.hold(request("a", "0.1", team));
        ledger.release("a");
        assertThat(ledger.settle("a", cost("0.1"))).isEqualTo(Effect.NONE);
        ledger.hold(request("b", "0.1", team));
        ledger.settle("b", cost("0.1"));
        assertThat(ledger.settle("b", cost("0.1"))).isEqualTo(Effect.NONE);
        assertThat(ledger.release("b")).isEqualTo(Effect.NONE);

        assertThat(ledger.money(team)).isEqualTo(money("0.1", "0", "0"));
    }

    @Test
    void theSameKeyTwiceIsOnePosting() {
        ledger.hold(request("a", "0.1", team));
        assertThat(ledger.hold(request("a", "0.1", team))).isEqualTo(new Repeated(HoldStatus.HELD));
        ledger.settle("a", cost("0.1"));
        assertThat(ledger.hold(request("a", "0.1", team))).isEqualTo(new Repeated(HoldStatus.SETTLED));

        assertThat(ledger.money(team)).isEqualTo(money("0.1", "0", "0"));
    }

    @Test
    void aKeyThatWasRefusedMayBeTriedAgain() {
        ledger.hold(request("a", "2", team));

        assertThat(ledger.hold(request("a", "1", team))).isEqualTo(new Granted());
    }

    @Test
    void anUnknownHoldHasNoEffect() {
        assertThat(ledger.settle("nobody", cost("1"))).isEqualTo(Effect.UNKNOWN);
        assertThat(ledger.release("nobody")).isEqualTo(Effect.UNKNOWN);
    }

    @Test
    void aHoldThatNobodyEndsIsReturnedAtItsExpiryAndThatIsOnRecord() {
        ledger.hold(request("a", "0.75", team, company));
        ledger.hold(request("b", "0.1", NOON.plusSeconds(90), team));
        clock.advance(Duration.ofSeconds(60));

        assertThat(ledger.expire()).isEqualTo(1);
        assertThat(ledger.expire()).isZero();
        assertThat(ledger.money(team)).isEqualTo(money("0", "0.1", "0"));
        assertThat(ledger.money(company)).isEqualTo(Money.ZERO);
        assertThat(ledger.entries(team.account(), 0, 9)).singleElement().satisfies(entry -> {
            assertThat(entry.posting()).isEqualTo(new Posting(HoldStatus.EXPIRED, worst("0.75"), null));
            assertThat(entry.owner()).isEqualTo("node-1");
        });
        assertThat(ledger.release("a")).isEqualTo(Effect.NONE);
    }

    @Test
    void holdsPastTheirExpiryDoNotStandInTheWay() {
        ledger.hold(request("a", "1", team));
        clock.advance(Duration.ofSeconds(61));

        assertThat(ledger.hold(request("b", "1", NOON.plusSeconds(120), team))).isEqualTo(new Granted());
    }

    @Test
    void aCallThatEndsAfterItsHoldExpiredIsStillChargedAndAllOfItIsOverrun() {
        ledger.hold(request("a", "0.75", team));
        clock.advance(Duration.ofSeconds(61));
        ledger.expire();

        assertThat(ledger.settle("a", cost("0.5"))).isEqualTo(Effect.POSTED);
        assertThat(ledger.settle("a", cost("0.5"))).isEqualTo(Effect.NONE);
        assertThat(ledger.money(team)).isEqualTo(money("0.5", "0", "0.5"));
        assertThat(ledger.entries(team.account(), 0, 9))
                .extracting(entry -> entry.posting().status())
                .containsExactly(HoldStatus.EXPIRED, HoldStatus.LATE);
    }

    @Test
    void aLineSaysWhichCallAtWhichPriceAndWhatItConsumed() {
        ledger.hold(request("a", "0.75", team, company));
        clock.advance(Duration.ofSeconds(2));
        Settlement settlement = cost("0.5");
        ledger.settle("a", settlement);

        LedgerEntry entry = ledger.entries(company.account(), 0, 9).get(0);
        assertThat(entry.at()).isEqualTo(NOON.plusSeconds(2));
        assertThat(entry.accounts()).containsExactly(company.account(), team.account());
        assertThat(entry.key()).isEqualTo("a");
        assertThat(entry.call()).isEqualTo(new CallRef("decision-a", 1, LedgerFixture.MODEL));
        assertThat(entry.posting()).isEqualTo(new Posting(HoldStatus.SETTLED, worst("0.75"), settlement));
    }

    @Test
    void linesAreReadInPages() {
        for (String key : List.of("a", "b", "c")) {
            ledger.hold(request(key, "0.1", team));
            ledger.settle(key, cost("0.1"));
        }

        List<LedgerEntry> first = ledger.entries(team.account(), 0, 2);
        assertThat(first).extracting(LedgerEntry::key).containsExactly("a", "b");
        assertThat(ledger.entries(team.account(), first.get(1).sequence(), 2))
                .extracting(LedgerEntry::key)
                .containsExactly("c");
    }

    @Test
    void aLimitRaisedOrLoweredAppliesFromTheNextCall() {
        Budget budget = team.budget();
        ledger.hold(request("a", "1", team));

        assertThat(ledger.hold(request("b", "1", claim(budget.withLimit(Usd.of("2"))))))
                .isEqualTo(new Granted());
        assertThat(ledger.hold(request("c", "0.1", claim(budget.withLimit(Usd.of("0.5"))))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aDisabledOrObservingBudgetRefusesNothingAndRecordsEverything() {
        Budget budget = team.budget();
        ledger.hold(request("a", "5", claim(budget.enabled(false))));
        ledger.settle("a", cost("5"));
        ledger.hold(request("b", "5", claim(budget.whenSpent(WhenSpent.OBSERVE))));

        assertThat(ledger.money(team)).isEqualTo(money("5", "5", "0"));
        assertThat(ledger.hold(request("c", "0.1", team))).isInstanceOf(Refused.class);
    }

    @Test
    void aCallIsChargedToTheWindowInWhichItBegan() {
        Budget daily = Budget.of("daily", "1", Window.parse("day", "UTC"));
        Claim today = claim(daily, NOON);
        ledger.hold(request("a", "1", NOON.plus(Duration.ofDays(2)), today));
        clock.advance(Duration.ofDays(1));
        Claim tomorrow = claim(daily, clock.instant());

        assertThat(ledger.hold(request("b", "1", NOON.plus(Duration.ofDays(2)), tomorrow)))
                .isEqualTo(new Granted());
        ledger.settle("a", cost("1"));
        assertThat(ledger.money(today)).isEqualTo(money("1", "0", "0"));
        assertThat(ledger.money(tomorrow)).isEqualTo(money("0", "1", "0"));
    }

    @Test
    void aClockThatGoesBackDoesNotOpenASpentWindow() {
        Budget daily = Budget.of("daily", "1", Window.parse("day", "UTC"));
        ledger.hold(request("a", "1", claim(daily)));
        ledger.settle("a", cost("1"));
        clock.advance(Duration.ofDays(1));
        ledger.hold(request("b", "1", NOON.plus(Duration.ofDays(2)), claim(daily, clock.instant())));
        clock.advance(Duration.ofDays(-1));

        assertThat(ledger.hold(request("c", "0.1", claim(daily)))).isInstanceOf(Refused.class);
    }

    @Test
    void spendingLeavesARollingWindowOneLengthAfterItWasSettled() {
        Claim rolling = claim(Budget.of("rolling", "1", new RollingWindow(Duration.ofHours(1))));
        ledger.hold(request("a", "0.6", rolling));
        ledger.settle("a", cost("0.6"));
        clock.advance(Duration.ofMinutes(30));
        ledger.hold(request("b", "0.4", NOON.plusSeconds(3600), rolling));
        ledger.settle("b", cost("0.4"));
        clock.advance(Duration.ofMinutes(30));
        assertThat(ledger.hold(request("c", "0.1", NOON.plusSeconds(9000), rolling)))
                .isInstanceOf(Refused.class);

        clock.advance(Duration.ofMinutes(1));
        assertThat(ledger.money(rolling)).isEqualTo(money("0.4", "0", "0"));
        assertThat(ledger.hold(request("c", "0.6", NOON.plusSeconds(9000), rolling)))
                .isEqualTo(new Granted());
        clock.advance(Duration.ofMinutes(30));
        assertThat(ledger.money(rolling)).isEqualTo(money("0", "0.6", "0"));
    }

    @Test
    void refusesAHoldThatMakesNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> request("a", "1", team, team));
        assertThatIllegalArgumentException().isThrownBy(() -> request("a", "-1", team));
        assertThatIllegalArgumentException().isThrownBy(() -> request("", "1", team));
        assertThatIllegalArgumentException().isThrownBy(() -> cost("-1"));
    }

    private static Amount worst(String usd) {
        return new Amount(Usd.of(usd), 1, LedgerFixture.TOKENS);
    }
}
