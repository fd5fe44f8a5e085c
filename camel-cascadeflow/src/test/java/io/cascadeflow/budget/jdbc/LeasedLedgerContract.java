package io.cascadeflow.budget.jdbc;

import static io.cascadeflow.budget.LedgerFixture.NOON;
import static io.cascadeflow.budget.LedgerFixture.claim;
import static io.cascadeflow.budget.LedgerFixture.cost;
import static io.cascadeflow.budget.LedgerFixture.money;
import static io.cascadeflow.budget.LedgerFixture.request;
import static io.cascadeflow.budget.WaitingLedger.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.HoldResult.Granted;
import io.cascadeflow.budget.HoldResult.Refused;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.LedgerHealth;
import io.cascadeflow.budget.WaitingLedger;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.pricing.Usd;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a ledger does whose node has slices to itself. */
abstract class LeasedLedgerContract extends JdbcLedgerContract {

    private static final Instant FAR = NOON.plus(Duration.ofDays(30));

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Claim crew = claim("crew", "1000");

    @Override
    final BudgetLedger open(DataSource database, Clock at) {
        return Databases.leased(database, at);
    }

    @Test
    void aBusyAccountIsServedFromASliceWhichIsHeldInTheDatabase() {
        WaitingLedger ledger = leasing("busy");
        JdbcLedger seen = JdbcLedger.open(pool("busy"), clock, Databases.THREADS);
        CompletionStage<HoldResult> hold = ledger.ledger().hold(request("local", "0.01", FAR, crew));

        assertThat(hold).isCompletedWithValue(new Granted());
        assertThat(ledger.balance(crew).held().calls()).isEqualTo(1);
        assertThat(seen.balance(crew).held().calls()).isGreaterThan(1);
        assertThat(ledger.settle("local", cost("0.004"))).isEqualTo(Effect.POSTED);
        assertThat(seen.balance(crew).settled()).isEqualTo(ledger.balance(crew).settled());
    }

    @Test
    void whileTheDatabaseIsDownEndsWaitAndNoneIsLost() {
        WaitingLedger ledger = leasing("down");
        LeasedLedger leased = (LeasedLedger) ledger.ledger();
        assertThat(ledger.hold(request("a", "0.01", FAR, crew))).isEqualTo(new Granted());
        Usd before = ledger.money(crew).settled();
        Databases.execute(pool("down"), "ALTER TABLE cascadeflow_entry RENAME TO away");

        CompletableFuture<Effect> settled = leased.settle("a", cost("0.01")).toCompletableFuture();
        until(() -> !leased.health().writable());
        assertThat(settled).isNotDone();
        assertThat(leased.pending()).isEqualTo(1);
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> ledger.hold(request("b", "0.01", claim("other", "1"))))
                .withMessageContaining("nothing may be spent");

        Databases.execute(pool("down"), "ALTER TABLE away RENAME TO cascadeflow_entry");
        assertThat(done(settled)).isEqualTo(Effect.POSTED);
        assertThat(leased.pending()).isZero();
        assertThat(ledger.money(crew).settled()).isEqualTo(before.plus(Usd.of("0.01")));
    }

    @Test
    void theEndOfACallThatTheDatabaseHoldsWaitsForItToo() {
        WaitingLedger ledger = ledger("direct");
        LeasedLedger leased = (LeasedLedger) ledger.ledger();
        ledger.hold(request("a", "0.5", FAR, crew));
        Databases.execute(pool("direct"), "ALTER TABLE cascadeflow_entry RENAME TO away");

        CompletableFuture<Effect> settled = leased.settle("a", cost("0.4")).toCompletableFuture();
        until(() -> leased.pending() == 1);
        assertThat(settled).isNotDone();
        Databases.execute(pool("direct"), "ALTER TABLE away RENAME TO cascadeflow_entry");
        assertThat(done(settled)).isEqualTo(Effect.POSTED);
        assertThat(ledger.money(crew)).isEqualTo(money("0.4", "0", "0"));
    }

    @Test
    void aCommitWhoseAnswerIsLostIsNotMadeTwice() {
        ForgetfulDatabase database = new ForgetfulDatabase(pool("forgetful"));
        ledger("forgetful").close();
        try (WaitingLedger ledger = new WaitingLedger(open(database, clock))) {
            lease(ledger);
            Usd before = ledger.money(crew).settled();
            List<String> keys = List.of("k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9", "k10");
            keys.forEach(key ->
                    assertThat(ledger.hold(request(key, "0.01", FAR, crew))).isEqualTo(new Granted()));
            List<CompletionStage<Effect>> settled = new ArrayList<>();
            for (String key : keys) {
                database.forgetNextCommit();
                settled.add(ledger.ledger().settle(key, cost("0.01")));
            }

            settled.forEach(stage -> assertThat(done(stage)).isEqualTo(Effect.POSTED));
            assertThat(ledger.money(crew))
                    .isEqualTo(new WaitingLedger.Money(before.plus(Usd.of("0.1")), Usd.ZERO, Usd.ZERO));
        }
        JdbcLedger seen = JdbcLedger.open(pool("forgetful"), clock, Databases.THREADS);
        assertThat(seen.balance(crew).held().calls()).isZero();
        assertThat(seen.entries(crew.account(), 0, 100_000).stream()
                        .map(entry -> entry.posting().settled().usd())
                        .reduce(Usd.ZERO, Usd::plus))
                .isEqualTo(seen.balance(crew).settled().usd());
    }

    @Test
    void moreCallsThanFitAreRefusedSoThatNoEndIsEverDropped() {
        LeaseTerms few = new LeaseTerms(Duration.ofSeconds(15), Duration.ofSeconds(1), 2);
        try (WaitingLedger ledger =
                new WaitingLedger(LeasedLedger.open(pool("few"), clock, Databases.THREADS, "node-1", few))) {
            ledger.hold(request("free1", "0"));
            ledger.hold(request("free2", "0"));

            assertThatExceptionOfType(LedgerException.class)
                    .isThrownBy(() -> ledger.hold(request("free3", "0")))
                    .withMessageContaining("mostCalls");
            ledger.settle("free1", cost("0"));
            assertThat(ledger.hold(request("free3", "0"))).isEqualTo(new Granted());
        }
    }

    @Test
    void aSliceThatNobodyUsesGoesBack() {
        WaitingLedger ledger = leasing("idle");
        JdbcLedger seen = JdbcLedger.open(pool("idle"), clock, Databases.THREADS);

        until(() -> {
            clock.advance(Duration.ofSeconds(1));
            return ledger.ledger().health().leases() == 0;
        });
        assertThat(seen.balance(crew)).isEqualTo(ledger.balance(crew));
        assertThat(seen.balance(crew).held().calls()).isZero();
    }

    @Test
    void whatIsFreeOnAnotherNodeIsAskedForBeforeACallIsRefused() {
        WaitingLedger rich = leasing("ask");
        WaitingLedger poor = ledger("ask");
        Usd left = Usd.of("1000").minus(rich.money(crew).settled());

        assertThat(poor.hold(request("all", left.toString(), FAR, crew))).isEqualTo(new Granted());
        assertThat(rich.hold(request("more", "0.01", FAR, crew))).isInstanceOf(Refused.class);
    }

    @Test
    void aLoweredLimitAppliesFromTheNextCallThoughASliceIsLeft() {
        WaitingLedger ledger = leasing("lower");
        Claim lowered = claim(crew.budget().withLimit(ledger.money(crew).settled()));

        assertThat(ledger.hold(request("a", "0.01", FAR, lowered))).isInstanceOf(Refused.class);
        assertThat(ledger.hold(request("b", "0.01", FAR, crew))).isEqualTo(new Granted());
    }

    @Test
    void theSlicesOfANodeThatIsGoneGoBackAndThatIsOnRecord() {
        WaitingLedger gone = leasing("gone", new MovableClock());
        gone.hold(request("lost", "0.01", FAR, crew));
        WaitingLedger other = ledger("gone");
        Usd settled = other.money(crew).settled();
        assertThat(other.balance(crew).held().calls()).isGreaterThan(1);
        clock.advance(LeaseTerms.DEFAULT.lifetime());

        assertThat(other.expire()).isEqualTo(1);
        assertThat(other.money(crew)).isEqualTo(new WaitingLedger.Money(settled, Usd.ZERO, Usd.ZERO));
        assertThat(Databases.count(pool("gone"), "SELECT COUNT(*) FROM cascadeflow_lease WHERE status = 'EXPIRED'"))
                .isEqualTo(1);

        assertThat(gone.settle("lost", cost("0.004"))).isEqualTo(Effect.POSTED);
        assertThat(other.money(crew).overrun()).isEqualTo(Usd.of("0.004"));
        List<LedgerEntry> lines = other.entries(crew.account(), 0, 100_000);
        assertThat(lines.get(lines.size() - 1).posting().status()).isEqualTo(HoldStatus.LATE);
    }

    @Test
    void aClockThatGoesBackMakesTheNodeAskTheDatabase() {
        WaitingLedger ledger = leasing("back");
        clock.advance(Duration.ofHours(-3));

        assertThat(ledger.hold(request("a", "0.01", FAR, crew))).isEqualTo(new Granted());
        assertThat(ledger.settle("a", cost("0.01"))).isEqualTo(Effect.POSTED);
        assertThat(ledger.balance(crew).held().calls()).isZero();
    }

    @Test
    void aKeyThatTwoNodesUseIsPostedOnce() {
        WaitingLedger one = leasing("twice");
        WaitingLedger two = leasing("twice");
        Usd before = one.money(crew).settled();
        assertThat(one.hold(request("same", "0.01", FAR, crew))).isEqualTo(new Granted());
        assertThat(two.hold(request("same", "0.01", FAR, crew))).isEqualTo(new Granted());
        two.hold(request("its own", "0.01", FAR, crew));

        assertThat(one.settle("same", cost("0.01"))).isEqualTo(Effect.POSTED);
        CompletionStage<Effect> again = two.ledger().settle("same", cost("0.01"));
        CompletionStage<Effect> own = two.ledger().settle("its own", cost("0.01"));
        assertThat(done(again)).isEqualTo(Effect.NONE);
        assertThat(done(own)).isEqualTo(Effect.POSTED);
        assertThat(one.money(crew).settled()).isEqualTo(before.plus(Usd.of("0.02")));
        one.close();
        two.close();
        JdbcLedger seen = JdbcLedger.open(pool("twice"), clock, Databases.THREADS);
        assertThat(seen.balance(crew).held().calls()).isZero();
    }

    @Test
    void callsOnTheirWayAreHandedOverWhenTheNodeStops() {
        WaitingLedger ledger = leasing("stop");
        ledger.hold(request("a", "0.01", FAR, crew));
        Usd before = ledger.money(crew).settled();
        ledger.close();

        JdbcLedger seen = JdbcLedger.open(pool("stop"), clock, Databases.THREADS);
        assertThat(seen.balance(crew).held().calls()).isEqualTo(1);
        assertThat(done(seen.settle("a", cost("0.01")))).isEqualTo(Effect.POSTED);
        assertThat(seen.balance(crew).settled().usd()).isEqualTo(before.plus(Usd.of("0.01")));
        assertThat(seen.balance(crew).held().calls()).isZero();
    }

    @Test
    void saysHowManyCallsSlicesAndEndsThereAre() {
        WaitingLedger ledger = leasing("health");
        ledger.hold(request("a", "0.01", FAR, crew));

        assertThat(ledger.ledger().health()).isEqualTo(new LedgerHealth(1, 1, 0, true));
    }

    /** A ledger that has a slice of the crew's budget. */
    private WaitingLedger leasing(String name) {
        return leasing(name, clock);
    }

    private WaitingLedger leasing(String name, Clock at) {
        WaitingLedger ledger = ledger(name, at);
        lease(ledger);
        return ledger;
    }

    private void lease(WaitingLedger ledger) {
        long number = NUMBERS.incrementAndGet();
        List<String> tried = new ArrayList<>();
        until(() -> {
            String key = "warm" + number + "-" + tried.size();
            tried.add(key);
            ledger.hold(request(key, "0.01", FAR, crew));
            ledger.settle(key, cost("0.01"));
            return ledger.ledger().health().leases() > 0;
        });
    }

    private static void until(BooleanSupplier condition) {
        Instant patience = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(patience)) {
                throw new IllegalStateException("it did not come about");
            }
            Thread.yield();
        }
    }
}
