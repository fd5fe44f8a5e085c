package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.provider.Pause;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Returns holds whose node is gone, every few seconds, and removes lines that are older than they need to be. */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final int ROUNDS_BETWEEN_FORGETTING = 720;

    private final BudgetLedger ledger;
    private final @Nullable Duration retention;
    private final Pause pause;
    private final Executor threads;
    private int round;
    private volatile boolean closed;

    /**
     * @param retention how old lines become; absent for as old as the ledger
     * @param threads may wait for a database
     */
    Housekeeping(BudgetLedger ledger, @Nullable Duration retention, Pause pause, Executor threads) {
        this.ledger = ledger;
        this.retention = retention;
        this.pause = pause;
        this.threads = threads;
    }

    void start() {
        if (!closed) {
            pause.of(BETWEEN).thenRun(this::next);
        }
    }

    /** No further round begins. */
    @Override
    public void close() {
        closed = true;
    }

    private void next() {
        try {
            threads.execute(() -> {
                keepHouse();
                start();
            });
        } catch (RejectedExecutionException busyOrClosed) {
            start();
        }
    }

    private void keepHouse() {
        if (closed) {
            return;
        }
        try {
            int expired = ledger.expire();
            if (expired > 0) {
                LOG.info("{} holds and slices of the ledger were past their expiry and are returned", expired);
            }
            if (retention != null && round++ % ROUNDS_BETWEEN_FORGETTING == 0) {
                ledger.forget(retention);
            }
        } catch (LedgerException e) {
            LOG.warn("the ledger cannot be kept in order now: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("the ledger's housekeeping failed; it is tried again", e);
        }
    }
}
