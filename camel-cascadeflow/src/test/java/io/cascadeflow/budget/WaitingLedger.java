package io.cascadeflow.budget;

import io.cascadeflow.pricing.Usd;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A ledger as tests like it: each method returns when it is done. */
public record WaitingLedger(BudgetLedger ledger) implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;

    /** The money of a balance, for tests that are about nothing else. */
    public record Money(Usd settled, Usd held, Usd overrun) {

        public static final Money ZERO = new Money(Usd.ZERO, Usd.ZERO, Usd.ZERO);

        static Money of(Balance balance) {
            return new Money(balance.settled().usd(), balance.held().usd(), balance.overrun());
        }
    }

    public HoldResult hold(HoldRequest request) {
        return done(ledger.hold(request));
    }

    public Effect settle(String key, Settlement settlement) {
        return done(ledger.settle(key, settlement));
    }

    public Effect release(String key) {
        return done(ledger.release(key));
    }

    public int expire() {
        return ledger.expire();
    }

    public Balance balance(Claim claim) {
        return ledger.balance(claim);
    }

    public Money money(Claim claim) {
        return Money.of(balance(claim));
    }

    public List<LedgerEntry> entries(Account account, long after, int most) {
        return ledger.entries(account, after, most);
    }

    @Override
    public void close() {
        ledger.close();
    }

    /** What a stage comes to; its failure as it is. */
    public static <T> T done(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("the ledger did not answer", e);
        }
    }
}
