package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * This process, as the database knows it. What it does with its slices are numbered steps, and the number is written with
 * each: whatever happens to the connection, a step is done once. A node that did not renew in time is ended by others, its
 * steps have no effect from then on, and it starts again under another id.
 *
 * <p>For one thread, apart from {@link #isWritable} and {@link #stop}.
 */
final class LedgerNode {

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final int TRIES_AFTER_STOP = 10;

    private final Transactions transactions;
    private final Clock clock;
    private final LeaseTerms terms;
    private final String owner;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Consumer<Boolean> trouble = writable -> {};
    private volatile String id = "";
    private volatile boolean writable = true;
    private long number;

    /** Work under the lock of the node's row. It may be done again when its transaction was undone. */
    @FunctionalInterface
    interface Step {
        void in(Connection connection, Instant now) throws SQLException;
    }

    /** A key is on the ledger already; nothing of the step was done. */
    static final class KeyRepeatedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        KeyRepeatedException(Throwable cause) {
            super("a key is on the ledger already", cause);
        }
    }

    LedgerNode(Transactions transactions, Clock clock, LeaseTerms terms, String owner) {
        this.transactions = transactions;
        this.clock = clock;
        this.terms = terms;
        this.owner = owner;
    }

    String id() {
        return id;
    }

    /** Begins under a new id, and says as of when it counts as alive. */
    Instant begin() {
        Instant now = clock.instant();
        String fresh = UUID.randomUUID().toString();
        transactions.run(connection -> NodeRows.insert(connection, fresh, owner, now.plus(terms.lifetime())));
        id = fresh;
        number = 0;
        return now;
    }

    /** Begins anew, as soon as the database lets it. */
    Instant beginAgain() {
        return insist(this::begin);
    }

    /**
     * Does a step once, and renews the node with it; tries for as long as the database is down.
     *
     * @param renewed is told as of when
     * @return false when the node was ended by another and nothing is done
     * @throws KeyRepeatedException when a row of the step is there already
     */
    boolean apply(Step step, Consumer<Instant> renewed) {
        number++;
        return insist(() -> {
            Instant now = clock.instant();
            boolean live = transactions.run(connection -> once(connection, step, now));
            if (live) {
                renewed.accept(now);
            }
            return live;
        });
    }

    private boolean once(Connection connection, Step step, Instant now) throws SQLException {
        if (!NodeRows.step(connection, id, number, now.plus(terms.lifetime()))) {
            return NodeRows.has(connection, id, number);
        }
        step.in(connection, now);
        return true;
    }

    /** Does it until the database does it. */
    <T> T insist(Supplier<T> work) {
        long pause = FIRST_PAUSE_MILLIS;
        int triesLeft = TRIES_AFTER_STOP;
        while (true) {
            try {
                T result = work.get();
                setWritable(true);
                return result;
            } catch (RuntimeException e) {
                if (e.getCause() instanceof SQLException cause && Transactions.isUniqueViolation(cause)) {
                    throw new KeyRepeatedException(e);
                }
                setWritable(false);
                if (pause(pause) && --triesLeft == 0) {
                    throw e;
                }
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        }
    }

    /** Whether the ledger is being closed. */
    private boolean pause(long millis) {
        try {
            if (stopped.getCount() > 0) {
                return stopped.await(millis, TimeUnit.MILLISECONDS);
            }
            return !new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new LedgerException("the ledger's thread was interrupted while the database was down", e);
        }
    }

    /** From now on a database that is down is tried a few more times only. */
    void stop() {
        stopped.countDown();
    }

    private void setWritable(boolean now) {
        if (writable != now) {
            writable = now;
            trouble.accept(now);
        }
    }

    /** Who is told when the database stops and starts to take what is written. */
    void onTrouble(Consumer<Boolean> told) {
        trouble = told;
    }

    boolean isWritable() {
        return writable;
    }
}
