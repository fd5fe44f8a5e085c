package io.cascadeflow.budget.jdbc;

import static io.cascadeflow.budget.LedgerFixture.claim;
import static io.cascadeflow.budget.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.jdbc.Demands.Demand;
import io.cascadeflow.budget.jdbc.Unwritten.HandBack;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.pricing.Usd;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Whoever waits for the book is answered in the end, also when nothing can be written any more. */
class LeaseBookTest {

    private static final Amount CALL = new Amount(Usd.of("0.01"), 1, 100);
    private static final Executor HERE = Runnable::run;

    private final MovableClock clock = new MovableClock();
    private final LeaseBook book = new LeaseBook(clock, LeaseTerms.DEFAULT);
    private final Claim team = claim("team", "1000");

    /** The first call of an account asks the database; the second waits for the slice that is to be taken then. */
    private CompletionStage<Optional<HoldResult>> waiting() {
        assertThat(book.hold(request("first", "0.01", team))).isCompletedWithValue(Optional.empty());
        CompletionStage<Optional<HoldResult>> second = book.hold(request("second", "0.01", team));
        assertThat(second.toCompletableFuture()).isNotDone();
        return second;
    }

    private void lease(Account account) {
        Lease lease = new Lease(new StoredAccount(1, account, null), team.ceiling(), CALL, clock.instant());
        book.slices(slices -> slices.filled(lease, CALL, new Demand(team, CALL, 1, clock.instant(), true)));
    }

    @Test
    void aCallThatWaitsForASliceIsSentToTheDatabaseWhenTheDatabaseIsInTrouble() {
        CompletionStage<Optional<HoldResult>> waits = waiting();

        book.letWait(false).forEach(HERE::execute);

        assertThat(waits).isCompletedWithValue(Optional.empty());
    }

    @Test
    void itIsAnsweredToWhenTheWriterGivesUp() {
        CompletionStage<Optional<HoldResult>> waits = waiting();

        book.giveUp();
        book.letWait(false).forEach(HERE::execute);

        assertThat(waits).isCompletedWithValue(Optional.empty());
    }

    @Test
    void aWishToHandBackIsAmongWhatIsGivenUp() {
        lease(team.account());
        CompletionStage<Boolean> done = book.handBack(List.of(team.account()));

        assertThat(done.toCompletableFuture()).isNotDone();
        assertThat(book.giveUp().handBacks()).extracting(HandBack::done).containsExactly(done.toCompletableFuture());
    }

    @Test
    void afterThatAWishIsAnsweredAtOnceAndNoCallIsTaken() {
        lease(team.account());
        book.giveUp();

        assertThat(book.handBack(List.of(team.account()))).isCompletedWithValue(false);
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> book.hold(request("late", "0.01", team)))
                .withMessageContaining("closed");
    }
}
