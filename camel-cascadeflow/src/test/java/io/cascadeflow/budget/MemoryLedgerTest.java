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
import io.cascadeflow.budget.WaitingLedger.Money;
import io.cascadeflow.camel.MovableClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryLedgerTest extends LedgerContract {

    private static final MemoryCapacity SMALL = new MemoryCapacity(3, 2, 2, Duration.ofHours(1));

    @Override
    protected BudgetLedger open(MovableClock clock) {
        return new MemoryLedger(clock);
    }

    @Test
    void keepsTheNewestLinesAndTheBalancesOfAll() {
        WaitingLedger ledger = new WaitingLedger(new MemoryLedger(clock, SMALL));
        Claim team = claim("team", "1");
        for (int i = 0; i < 5; i++) {
            ledger.hold(request("k" + i, "0.1", team));
            ledger.settle("k" + i, cost("0.1"));
        }

        assertThat(ledger.entries(team.account(), 0, 9))
                .extracting(LedgerEntry::key)
                .containsExactly("k2", "k3", "k4");
        assertThat(ledger.money(team)).isEqualTo(money("0.5", "0", "0"));
        assertThat(ledger.settle("k0", cost("0.1"))).isEqualTo(Effect.UNKNOWN);
        assertThat(ledger.settle("k4", cost("0.1"))).isEqualTo(Effect.NONE);
    }

    @Test
    void refusesACallThatNeedsOneAccountTooMany() {
        WaitingLedger ledger = new WaitingLedger(new MemoryLedger(clock, SMALL));
        ledger.hold(request("a", "0.1", claim("one", "1"), claim("two", "1")));

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> ledger.hold(request("b", "0.1", claim("three", "1"))))
                .withMessageContaining("2 accounts");
        assertThat(ledger.hold(request("c", "0.1", claim("one", "1")))).isInstanceOf(Granted.class);
    }

    @Test
    void forgetsEndedWindowsAndQuietRunsToMakeRoom() {
        WaitingLedger ledger = new WaitingLedger(new MemoryLedger(clock, SMALL));
        Claim hour = claim(Budget.of("hour", "1", Window.parse("hour", "UTC")));
        Claim run = claim(Budget.of("run", "1", Window.RUN));
        ledger.hold(request("a", "0.1", hour, run));
        ledger.settle("a", cost("0.1"));
        clock.advance(Duration.ofHours(3));

        Budget total = Budget.of("total", "1", Window.TOTAL).per(BudgetKey.by("user"));
        for (String user : new String[] {"x", "y"}) {
            Claim claim = total.claim(Map.of("user", user), "", NOON);
            assertThat(ledger.hold(request(user, "0.1", NOON.plus(Duration.ofHours(4)), claim)))
                    .isInstanceOf(Granted.class);
        }
        assertThat(ledger.money(hour)).isEqualTo(Money.ZERO);
    }

    @Test
    void anEmptyCapacityIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemoryCapacity(0, 1, 1, Duration.ZERO))
                .withMessageContaining("0 entries");
    }
}
