package io.cascadeflow.camel;

import io.cascadeflow.audit.trail.AppliedPolicy;
import io.cascadeflow.audit.trail.Decided;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.policy.Ruling;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What goes on record of a run that ended. */
final class DecidedReader {

    private DecidedReader() {}

    /** Before the route goes on, which may change its messages. */
    static Decided of(
            Cascade cascade,
            Step.Finish finish,
            Decision decision,
            List<TierReading> readings,
            CascadeRequest request,
            Ruling ruling) {
        TierReading given = RunResult.given(finish, readings);
        ChatRequest asked = orAbsent(request::asChatRequest);
        ChatReply answer = given == null ? null : orAbsent(() -> answer(given, request));
        return new Decided(
                decision,
                readings.stream().map(DecidedReader::model).toList(),
                ResultHeaders.baseline(cascade, readings, finish),
                AppliedPolicy.of(ruling),
                asked,
                answer);
    }

    private static ChatReply answer(TierReading given, CascadeRequest request) {
        return given.draft() != null
                ? given.draft().reply()
                : Drafts.of(given.message(), null, request).reply();
    }

    /** A body that is no text: the decision is put on record without it. */
    private static <T> @Nullable T orAbsent(Supplier<T> part) {
        try {
            return part.get();
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    /** As served; empty when the tier did not say. */
    private static String model(TierReading reading) {
        Message message = reading.message();
        String provider = message.getHeader(CascadeFlowConstants.PROVIDER, String.class);
        String model = message.getHeader(CascadeFlowConstants.MODEL, String.class);
        if (model != null) {
            return provider == null ? model : provider + ":" + model;
        }
        return reading.draft() == null ? "" : reading.draft().reply().model();
    }
}
