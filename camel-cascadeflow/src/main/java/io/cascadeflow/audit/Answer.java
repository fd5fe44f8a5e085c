package io.cascadeflow.audit;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.provider.recorded.Label;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one model answered to a live question.
 *
 * @param model as the recording shall name it
 * @param draft the answer, with its question and the further samples
 * @param label how good it is; absent when nobody could tell
 * @param latency how long it took; absent when not measured
 */
public record Answer(
        String model,
        Draft draft,
        @Nullable Label label,
        @Nullable Duration latency) {

    Answer withLabel(@Nullable Label judged) {
        return new Answer(model, draft, judged, latency);
    }
}
