package io.cascadeflow.camel.gateway.keys;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Whether one more request of a caller is within its limits. */
public sealed interface Admission {

    /** It is. Whoever has this says when the request is over. Thread-safe. */
    final class Granted implements Admission {

        private final Runnable end;
        private final AtomicBoolean ended = new AtomicBoolean();

        Granted(Runnable end) {
            this.end = end;
        }

        /** Gives the place back; again does nothing. */
        public void release() {
            if (ended.compareAndSet(false, true)) {
                end.run();
            }
        }
    }

    /**
     * It is not.
     *
     * @param message for the client's people
     * @param retryAfter when there is room; absent when that depends on how long other requests take
     */
    record Exceeded(String message, @Nullable Duration retryAfter) implements Admission {}
}
