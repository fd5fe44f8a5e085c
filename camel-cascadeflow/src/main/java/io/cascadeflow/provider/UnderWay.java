package io.cascadeflow.provider;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What has begun and not ended, for whoever must not close before that. Safe to share between threads. */
public final class UnderWay {

    private final Set<CompletableFuture<@Nullable Void>> all = ConcurrentHashMap.newKeySet();

    /** @return completed by whoever began it, with null, at its end */
    public CompletableFuture<@Nullable Void> begin() {
        CompletableFuture<@Nullable Void> begun = new Begun();
        all.add(begun);
        return begun;
    }

    public int size() {
        return all.size();
    }

    /** Completes once all that is under way now has ended; what begins later is not waited for. */
    public CompletableFuture<@Nullable Void> drained() {
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** Gone from the others before anybody who waits for it is told. */
    private final class Begun extends CompletableFuture<@Nullable Void> {

        @Override
        public boolean complete(@Nullable Void nothing) {
            all.remove(this);
            return super.complete(nothing);
        }
    }
}
