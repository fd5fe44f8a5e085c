package io.cascadeflow.provider;

import io.cascadeflow.provider.ProviderException.Kind;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a provider's content filter blocked: a decision about the question, which must not be undone by asking elsewhere. */
public final class ContentFilter {

    private ContentFilter() {}

    /** Whether it is in this failure, its causes, or what was suppressed, as a nested cascade leaves it. */
    public static boolean blocked(Throwable failure) {
        return blocked(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean blocked(@Nullable Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return false;
        }
        if (failure instanceof ProviderException error && error.kind() == Kind.CONTENT_FILTERED) {
            return true;
        }
        if (blocked(failure.getCause(), seen)) {
            return true;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (blocked(suppressed, seen)) {
                return true;
            }
        }
        return false;
    }
}
