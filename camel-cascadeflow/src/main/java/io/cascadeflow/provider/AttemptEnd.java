package io.cascadeflow.provider;

import io.cascadeflow.budget.CallRef;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request to a provider that ended, whichever way. A call that is tried again ends several.
 *
 * @param call which one
 * @param operation what was asked for: {@code chat} or {@code embeddings}
 * @param usage what it consumed, estimated where the provider did not tell and may have worked
 * @param charge what is paid for it; absent when it cost nothing
 * @param failure why there is no reply; absent when there is one
 * @param took how long it took, zero or more
 * @param firstPiece how long until the first piece of a streamed reply; absent when none came, or the reply came whole
 */
public record AttemptEnd(
        CallRef call,
        String operation,
        TokenUsage usage,
        @Nullable Charge charge,
        @Nullable Throwable failure,
        Duration took,
        @Nullable Duration firstPiece) {}
