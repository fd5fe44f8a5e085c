package io.cascadeflow.budget.jdbc;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.HoldResult.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Asks other nodes for what they have free, when a call does not fit. */
final class Others {

    private static final int TRIES = 3;
    private static final long PAUSE_MILLIS = 150;
    private static final int MOST = 10_000;

    /** For so long an account is not asked for again after that was in vain. */
    private static final Duration IN_VAIN = Duration.ofSeconds(1);

    private final JdbcLedger direct;
    private final LedgerNode node;
    private final Clock clock;
    private final Executor later;
    private final Map<Account, Instant> inVain = new ConcurrentHashMap<>();

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
        if (now.isBefore(inVain.getOrDefault(account, Instant.EPOCH).plus(IN_VAIN))) {
            return completedFuture(refused);
        }
        return direct.staged(() -> direct.ids
                        .find(account)
                        .map(stored -> direct.transactions.run(
                                connection -> LeaseRows.want(connection, node.id(), stored.id(), now)))
                        .orElse(false))
                .thenCompose(any -> any ? again(request, TRIES) : completedFuture(refused));
    }

    private CompletionStage<HoldResult> again(HoldRequest request, int tries) {
        return Staged.on(later, () -> direct.postings.hold(request)).thenCompose(result -> {
            if (!(result instanceof Refused refused)) {
                return completedFuture(result);
            }
            if (tries > 1) {
                return again(request, tries - 1);
            }
            noteInVain(refused.standing().claim().account());
            return completedFuture(result);
        });
    }

    private void noteInVain(Account account) {
        if (inVain.size() >= MOST) {
            inVain.clear();
        }
        inVain.put(account, clock.instant());
    }
}
