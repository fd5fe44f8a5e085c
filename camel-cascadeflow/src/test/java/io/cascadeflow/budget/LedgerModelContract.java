package io.cascadeflow.budget;

import static io.cascadeflow.budget.LedgerFixture.claim;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.HoldResult.Granted;
import io.cascadeflow.budget.HoldResult.Refused;
import io.cascadeflow.budget.HoldResult.Repeated;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge.Source;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done to a ledger in whatever order, it answers as a naive one does. */
public abstract class LedgerModelContract {

    private static final Duration LONG = Duration.ofDays(1);
    private static final List<Claim> CLAIMS = List.of(
            claim("a", "1"),
            claim(Budget.of("b", "2", Window.TOTAL).withMaxCalls(4)),
            claim(Budget.of("c", "0.5", Window.TOTAL).enabled(false)),
            claim(Budget.of("d", "3", new RollingWindow(LONG)).withMaxTokens(12)));

    /**
     * One thing to do.
     *
     * @param kind 0 to 2 hold, 3 and 4 settle, 5 release, 6 wait
     * @param key one of a few
     * @param amount in ten-cents
     * @param tokens how many
     * @param claims which accounts, as bits; none is allowed
     */
    public record Action(int kind, int key, int amount, int tokens, int claims) {

        Usd usd() {
            return new Usd(amount * 100_000_000L);
        }

        Settlement settlement() {
            return new Settlement(usd(), Source.COMPUTED, LedgerFixture.MODEL, null, TokenUsage.of(tokens, 1));
        }

        List<Claim> chosen() {
            return CLAIMS.stream()
                    .filter(claim -> (claims >> CLAIMS.indexOf(claim) & 1) == 1)
                    .toList();
        }
    }

    /** A ledger without entries. */
    protected abstract BudgetLedger open(MovableClock clock);

    @Property
    void answersAsTheNaiveLedgerDoes(@ForAll("actions") List<Action> actions) {
        MovableClock clock = new MovableClock();
        try (WaitingLedger ledger = new WaitingLedger(open(clock))) {
            NaiveLedger naive = new NaiveLedger();
            for (Action action : actions) {
                apply(action, ledger, naive, clock);
                for (Claim claim : CLAIMS) {
                    check(claim, ledger.balance(claim), naive.balance(claim));
                }
            }
            for (Claim claim : CLAIMS) {
                assertThat(sum(ledger.entries(claim.account(), 0, 10_000)))
                        .isEqualTo(ledger.balance(claim).settled());
            }
        }
    }

    private static void check(Claim claim, Balance balance, Balance expected) {
        assertThat(balance).isEqualTo(expected);
        Usd within = claim.budget().limit().plus(balance.overrun());
        assertThat(!claim.budget().isEnforced() || balance.used().usd().compareTo(within) <= 0)
                .isTrue();
    }

    private static void apply(Action action, WaitingLedger ledger, NaiveLedger naive, MovableClock clock) {
        String key = "k" + action.key();
        switch (action.kind()) {
            case 3, 4 ->
                assertThat(ledger.settle(key, action.settlement())).isEqualTo(naive.settle(key, action.settlement()));
            case 5 -> assertThat(ledger.release(key)).isEqualTo(naive.release(key));
            case 6 -> {
                clock.advance(Duration.ofSeconds(action.amount()));
                assertThat(ledger.expire()).isEqualTo(naive.expire(clock.instant()));
            }
            default -> {
                HoldRequest request = new HoldRequest(
                        key,
                        "node-1",
                        new CallRef("decision", 1, LedgerFixture.MODEL),
                        action.usd(),
                        action.tokens(),
                        clock.instant().plusSeconds(1 + action.claims()),
                        action.chosen());
                assertThat(name(ledger.hold(request))).isEqualTo(naive.hold(request));
            }
        }
    }

    private static String name(HoldResult result) {
        if (result instanceof Repeated repeated) {
            return repeated.status().name();
        }
        if (result instanceof Refused refused) {
            return refused.standing().claim().account().budget() + " " + refused.unit();
        }
        return result instanceof Granted ? "granted" : "";
    }

    private static Amount sum(List<LedgerEntry> entries) {
        return entries.stream().map(entry -> entry.posting().settled()).reduce(Amount.ZERO, Amount::plus);
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        return Combinators.combine(between(0, 6), between(0, 7), between(0, 8), between(0, 4), between(0, 15))
                .as(Action::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static Arbitrary<Integer> between(int least, int most) {
        return Arbitraries.integers().between(least, most);
    }
}
