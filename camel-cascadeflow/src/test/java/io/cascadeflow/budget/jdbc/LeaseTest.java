package io.cascadeflow.budget.jdbc;

import static io.cascadeflow.budget.LedgerFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final Amount CALL = amount("0.01", 1, 100);
    private static final Amount PLENTY = amount("1000000", 1_000_000_000, 1_000_000_000);

    private final Lease lease = new Lease(new StoredAccount(1, new Account("b", "k", "w"), null), PLENTY, CALL, NOON);

    @Test
    void growsWithEachRefillThatComesSoonAndWithTheCallsThatWait() {
        assertThat(lease.refill(PLENTY, 0)).isEqualTo(amount("0.16", 16, 1_600));
        lease.filled(amount("0.16", 16, 1_600), PLENTY, 0, NOON.plusMillis(10));
        take(16);
        assertThat(lease.refill(PLENTY, 0).calls()).isEqualTo(32);
        assertThat(lease.refill(PLENTY, 500).calls()).isEqualTo(1_000);
    }

    @Property
    void isNeverMoreThanAQuarterOfWhatIsLeft(@ForAll @IntRange(max = 1_000) int left) {
        Amount room = new Amount(new Usd(left * 10_000_000L), left, left * 100L);

        assertThat(lease.refill(room, 1_000).calls()).isLessThanOrEqualTo(left / 4);
    }

    @Test
    void nothingIsTakenNearTheLimitOfAnyUnit() {
        assertThat(lease.refill(amount("0.07", 1_000, 1_000_000), 5)).isEqualTo(Amount.ZERO);
        assertThat(lease.refill(amount("1000", 7, 1_000_000), 5)).isEqualTo(Amount.ZERO);
        assertThat(lease.refill(amount("1000", 1_000, 799), 5)).isEqualTo(Amount.ZERO);
        assertThat(lease.refill(amount("1000", 1_000, -5), 5)).isEqualTo(Amount.ZERO);
    }

    @Test
    void aCallFitsWhileEveryUnitThatItTakesOfIsLeft() {
        lease.filled(amount("0.03", 3, 300), PLENTY, 0, NOON);
        assertThat(lease.fits(CALL)).isTrue();
        assertThat(lease.fits(amount("0.04", 1, 1))).isFalse();
        take(3);
        assertThat(lease.fits(amount("0", 1, 0))).isFalse();
    }

    @Test
    void whatIsNotUsedIsSurplus() {
        lease.filled(amount("1", 100, 10_000), PLENTY, 0, NOON);
        take(10);
        lease.keep(CALL, CALL);

        assertThat(lease.surplus(NOON.plusSeconds(1))).isEqualTo(amount("0.7", 70, 7_000));
        assertThat(lease.surplus(NOON.plusSeconds(2))).isEqualTo(amount("0.9", 90, 9_000));
    }

    @Test
    void refusesTermsThatMakeNoSense() {
        for (Duration lifetime : List.of(Duration.ZERO, Duration.ofDays(1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new LeaseTerms(lifetime, Duration.ZERO, 1));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeaseTerms(Duration.ofSeconds(9), Duration.ZERO, 0))
                .withMessageContaining("0 calls");
    }

    private void take(int calls) {
        for (int i = 0; i < calls; i++) {
            lease.take(CALL);
        }
    }

    private static Amount amount(String usd, long calls, long tokens) {
        return new Amount(Usd.of(usd), calls, tokens);
    }
}
