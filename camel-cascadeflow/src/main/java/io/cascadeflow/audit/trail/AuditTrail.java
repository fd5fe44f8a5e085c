package io.cascadeflow.audit.trail;

import io.cascadeflow.provider.UnderWay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts decisions, and what came of tools that their answers asked for, on record in every sink. Safe to share between threads. */
public final class AuditTrail {

    /** Nothing is put on record. */
    public static final AuditTrail NONE = new AuditTrail(List.of(), ContentKeeper.HASH);

    private static final CompletionStage<@Nullable Void> DONE = CompletableFuture.completedStage(null);

    private final List<AuditLog> logs;
    private final ContentKeeper keeper;
    private final UnderWay decisions = new UnderWay();

    /** @param keeper how much of questions and answers is kept */
    public AuditTrail(List<AuditLog> logs, ContentKeeper keeper) {
        this.logs = List.copyOf(logs);
        this.keeper = keeper;
    }

    /** One for each sink. */
    public List<AuditLog> logs() {
        return logs;
    }

    /** Reads what is on record, from the first sink that can; empty when none can. */
    public Optional<KeptDecisions> kept() {
        return logs.stream().flatMap(log -> log.kept().stream()).findFirst();
    }

    public boolean isEmpty() {
        return logs.isEmpty();
    }

    /**
     * Somebody is about to decide, and the trail is not closed before that.
     *
     * @return completed by whoever decides, once that was added or came to nothing
     */
    public CompletableFuture<@Nullable Void> begin() {
        return isEmpty() ? CompletableFuture.completedFuture(null) : decisions.begin();
    }

    /** Waits until what is being decided is on record, for a while, and closes. What is decided after that is dropped, and counted. */
    public void close(Duration patience) {
        try {
            decisions.drained().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException goOn) {
            // each log tells what it drops
        }
        logs.forEach(AuditLog::close);
    }

    /**
     * Puts a decision on record. Never throws, and never waits.
     *
     * @return done when every sink has room for it; until then the call is to be held back. Never fails
     */
    public CompletionStage<@Nullable Void> add(Decided decided) {
        return add(once(() -> DecisionRecord.of(decided, keeper)), decided.weight());
    }

    /**
     * Puts on record what came of the calls of an answer. Never throws, and never waits.
     *
     * @return done when every sink has room for all of it; until then the agent is to be held back. Never fails
     */
    public CompletionStage<@Nullable Void> add(List<CalledTool> calls) {
        List<CompletableFuture<?>> full = new ArrayList<>();
        for (CalledTool called : calls) {
            CompletableFuture<?> added = add(once(() -> ToolRecord.of(called, keeper)), called.weight())
                    .toCompletableFuture();
            if (!added.isDone()) {
                full.add(added);
            }
        }
        return all(full);
    }

    private CompletionStage<@Nullable Void> add(Supplier<AuditRecord> record, long weight) {
        List<CompletableFuture<?>> full = new ArrayList<>();
        for (AuditLog log : logs) {
            CompletionStage<@Nullable Void> added = log.add(record, weight);
            if (!added.toCompletableFuture().isDone()) {
                full.add(added.toCompletableFuture());
            }
        }
        return all(full);
    }

    private static CompletionStage<@Nullable Void> all(List<CompletableFuture<?>> full) {
        return full.isEmpty() ? DONE : CompletableFuture.allOf(full.toArray(CompletableFuture[]::new));
    }

    /** Made by the first sink that needs it; when two need it at once, it is made twice, and the same. */
    private static Supplier<AuditRecord> once(Supplier<AuditRecord> maker) {
        AtomicReference<@Nullable AuditRecord> made = new AtomicReference<>();
        return () -> {
            AuditRecord record = made.get();
            if (record == null) {
                record = maker.get();
                made.set(record);
            }
            return record;
        };
    }
}
