package io.cascadeflow.budget;

import static io.cascadeflow.budget.LedgerFixture.NOON;
import static io.cascadeflow.budget.LedgerFixture.claim;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.HoldResult.Refused;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetExceededExceptionTest {

    private final Budget daily =
            Budget.of("support", "25", Window.parse("day", "Europe/Zurich")).per(BudgetKey.by("tenant"));

    @Test
    void namesTheBudgetTheKeysValueWhatIsLeftTheLimitAndTheWayOut() {
        Standing standing = standing(daily, amount("24", 3, 900), amount("0.5", 1, 100));
        BudgetExceededException exception = refusal(standing, amount("0.75", 1, 300));

        assertThat(exception)
                .hasMessage("budget 'support' of tenant 'acme' has 0.5 of 25 USD left, and the call may cost 0.75."
                        + " Wait until 2026-11-23T23:00:00Z, when the window ends, or raise the limit,"
                        + " lower the call's maxTokens, or ask a cheaper model");
        assertThat(exception.standing()).isEqualTo(standing);
        assertThat(exception.unit()).isEqualTo(BudgetUnit.USD);
    }

    @Test
    void saysWhenCallsRanOut() {
        Standing standing = standing(daily.withMaxCalls(4), amount("1", 3, 900), amount("0.5", 1, 100));

        assertThat(refusal(standing, amount("0.75", 1, 300)))
                .hasMessage("budget 'support' of tenant 'acme' has 0 of 4 calls left."
                        + " Wait until 2026-11-23T23:00:00Z, when the window ends, or raise the budget's maxCalls")
                .satisfies(e -> assertThat(e.unit()).isEqualTo(BudgetUnit.CALLS));
    }

    @Test
    void saysWhenTokensRanOutAndWhenRoomComesBackInARollingWindow() {
        Budget rolling = Budget.of("hourly", "25", new RollingWindow(Duration.ofHours(1)))
                .per(BudgetKey.by("tenant"))
                .withMaxTokens(1_000);

        assertThat(refusal(standing(rolling, amount("1", 3, 700), amount("0.5", 1, 100)), amount("0.75", 1, 300)))
                .hasMessage("budget 'hourly' of tenant 'acme' has 200 of 1000 tokens left, and the call may take 300."
                        + " Wait: what was spent leaves the window after PT1H, or raise the budget's maxTokens,"
                        + " or lower the call's");
    }

    @Test
    void aWindowWithoutAnEndIsSaidToHaveNone() {
        Standing standing = new Standing(claim("once", "1"), new Balance(amount("3", 1, 0), Amount.ZERO, Usd.of("2")));

        assertThat(refusal(standing, amount("1", 1, 0)))
                .hasMessageContainingAll("'once' has 0 of 1 USD left", "no fixed end");
    }

    @Test
    void warnsFromTheShareOfAnyLimitOn() {
        Budget budget = Budget.of("once", "1", Window.TOTAL).withMaxCalls(10).withMaxTokens(100);

        assertThat(warns(budget, amount("0.8", 0, 0))).isTrue();
        assertThat(warns(budget, amount("0", 8, 0))).isTrue();
        assertThat(warns(budget, amount("0", 0, 80))).isTrue();
        assertThat(warns(budget, amount("0.799999999", 7, 79))).isFalse();
    }

    @Test
    void tellsWhenToAskAgainWhereWaitingHelps() {
        Budget limited = daily.withMaxCalls(4);
        Standing full = standing(limited, amount("1", 4, 900), Amount.ZERO);
        Instant elevenMinutesBefore = Instant.parse("2026-11-23T22:49:00Z");

        assertThat(refusal(full, amount("0.75", 1, 300)).retryAfter(elevenMinutesBefore))
                .isEqualTo(Duration.ofMinutes(11));
        assertThat(refusal(full, amount("0.75", 1, 300)).retryAfter(Instant.parse("2026-11-24T01:00:00Z")))
                .isEqualTo(Duration.ZERO);
        // it does not fit into an empty window either
        assertThat(refusal(full, amount("26", 1, 300)).retryAfter(elevenMinutesBefore))
                .isNull();
        Standing once = new Standing(claim("once", "1"), new Balance(amount("1", 1, 0), Amount.ZERO, Usd.ZERO));
        assertThat(refusal(once, amount("1", 1, 0)).retryAfter(elevenMinutesBefore))
                .isNull();
    }

    @Test
    void inARollingWindowTheNextSliceMayMakeRoom() {
        Budget rolling = Budget.of("hourly", "25", new RollingWindow(Duration.ofHours(1)))
                .per(BudgetKey.by("tenant"))
                .withMaxCalls(1);
        BudgetExceededException exception =
                refusal(standing(rolling, amount("1", 1, 7), Amount.ZERO), amount("1", 1, 3));

        assertThat(exception.retryAfter(Instant.parse("2026-11-23T12:00:20Z"))).isEqualTo(Duration.ofSeconds(40));
        assertThat(exception.retryAfter(Instant.parse("2026-11-23T12:01:00Z"))).isEqualTo(Duration.ofMinutes(1));
    }

    private static boolean warns(Budget budget, Amount settled) {
        return new Standing(claim(budget), new Balance(settled, Amount.ZERO, Usd.ZERO)).isWarning();
    }

    private static Standing standing(Budget budget, Amount settled, Amount held) {
        return new Standing(budget.claim(Map.of("tenant", "acme"), "", NOON), new Balance(settled, held, Usd.ZERO));
    }

    private static BudgetExceededException refusal(Standing standing, Amount wanted) {
        Refused refused = new Refused(standing, standing.shortOf(wanted).orElseThrow());
        return new BudgetExceededException(refused, wanted);
    }

    private static Amount amount(String usd, long calls, long tokens) {
        return new Amount(Usd.of(usd), calls, tokens);
    }
}
