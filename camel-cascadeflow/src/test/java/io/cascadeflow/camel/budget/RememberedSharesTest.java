package io.cascadeflow.camel.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Window;
import io.cascadeflow.camel.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedSharesTest {

    private final MovableClock clock = new MovableClock();
    private final List<Account> looked = new ArrayList<>();
    private final RememberedShares shares = new RememberedShares(
            claim -> {
                looked.add(claim.account());
                return looked.size() / 100.0;
            },
            clock);

    private static Claim claim(String key) {
        Budget budget = Budget.of("company", "5", Window.TOTAL);
        return new Claim(budget, new Account("company", key, "total"), null);
    }

    @Test
    void anAccountIsLookedUpOnceASecond() {
        assertThat(shares.of(claim("a"))).isEqualTo(0.01);
        clock.advance(Duration.ofMillis(999));
        assertThat(shares.of(claim("a"))).isEqualTo(0.01);
        clock.advance(Duration.ofMillis(1));
        assertThat(shares.of(claim("a"))).isEqualTo(0.02);
        assertThat(looked).hasSize(2);
    }

    @Test
    void eachAccountHasItsOwnShare() {
        assertThat(shares.of(claim("a"))).isEqualTo(0.01);
        assertThat(shares.of(claim("b"))).isEqualTo(0.02);
        assertThat(shares.of(claim("a"))).isEqualTo(0.01);
    }

    @Test
    void aClockThatIsPutBackKeepsNothingForLonger() {
        shares.of(claim("a"));
        clock.advance(Duration.ofHours(-1));
        assertThat(shares.of(claim("a"))).isEqualTo(0.02);
    }

    @Test
    void aFailureIsRememberedAsLong() {
        List<Claim> asked = new ArrayList<>();
        RememberedShares broken = new RememberedShares(
                claim -> {
                    asked.add(claim);
                    throw new LedgerException("gone");
                },
                clock);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> broken.of(claim("a"))).isInstanceOf(LedgerException.class);
        }
        assertThat(asked).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> broken.of(claim("a"))).isInstanceOf(LedgerException.class);
        assertThat(asked).hasSize(2);
    }

    @Test
    void noMoreAccountsAreRememberedThanThereIsRoomFor() {
        for (int i = 0; i <= RememberedShares.MOST; i++) {
            shares.of(claim("k" + i));
        }
        looked.clear();
        shares.of(claim("k" + RememberedShares.MOST));
        assertThat(looked).isEmpty();
        shares.of(claim("k0"));
        assertThat(looked).hasSize(1);
    }
}
