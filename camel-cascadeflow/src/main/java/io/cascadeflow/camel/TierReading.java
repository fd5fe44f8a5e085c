package io.cascadeflow.camel;

import io.cascadeflow.cascade.TierResult;
import io.cascadeflow.confidence.Draft;
import java.time.Duration;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a tier left behind.
 *
 * @param result for the step machine
 * @param message the answer as the tier gave it
 * @param draft the answer as it was judged; absent when the tier's own steps judged it, or it failed
 * @param costReported whether the tier said what it cost; if not, its cost counts as zero
 * @param latency how long the tier took; absent until it is measured
 */
record TierReading(
        TierResult result,
        Message message,
        @Nullable Draft draft,
        boolean costReported,
        @Nullable Duration latency) {

    TierReading(TierResult result, Message message, @Nullable Draft draft, boolean costReported) {
        this(result, message, draft, costReported, null);
    }

    TierReading took(Duration latency) {
        return new TierReading(result, message, draft, costReported, latency);
    }
}
