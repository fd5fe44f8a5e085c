package io.cascadeflow.budget.jdbc;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.HoldResult.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Asks other nodes for what they have free, when a call does not fit. */
final class Others {

    private static final int TRIES = 3;
    private static final long PAUSE_MILLIS = 150;

    private final JdbcLedger direct;
    private final LedgerNode node;
    private final Clock clock;
    private final Executor later;

    /** Not asked for again for a while. */
    private final Lately inVain = new Lately();

    Others(JdbcLedger direct, LedgerNode node, Clock clock, Executor executor) {
        this.direct = direct;
        this.node = node;
        this.clock = clock;
        this.later = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, executor);
    }

    /** The answer once other nodes had time to hand back what they do not need. */
    CompletionStage<HoldResult> ask(HoldRequest request, Refused refused) {
        Account account = refused.standing().claim().account();
        Instant now = clock.instant();
        if (inVain.is(account, now)) {
            return completedFuture(refused);
        }
        return direct.staged(() -> direct.ids
                        .find(account)
                        .map(stored -> direct.transactions.run(
                                connection -> LeaseRows.want(connection, node.id(), stored.id(), now)))
                        .orElse(false))
                .thenCompose(any -> {
                    if (any) {
                        return again(request, TRIES);
                    }
                    inVain.note(account, now);
                    return completedFuture(refused);
                });
    }

    private CompletionStage<HoldResult> again(HoldRequest request, int tries) {
        return Staged.on(later, () -> direct.postings.hold(request)).thenCompose(result -> {
            if (!(result instanceof Refused refused)) {
                return completedFuture(result);
            }
            if (tries > 1) {
                return again(request, tries - 1);
            }
            inVain.note(refused.standing().claim().account(), clock.instant());
            return completedFuture(result);
        });
    }
}
