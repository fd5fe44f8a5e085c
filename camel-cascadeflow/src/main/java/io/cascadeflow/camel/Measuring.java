package io.cascadeflow.camel;

import io.cascadeflow.camel.draft.Measurements;
import io.cascadeflow.camel.draft.Samples;
import io.cascadeflow.camel.draft.StatedConfidence;
import io.cascadeflow.camel.draft.StatedConfidence.Stated;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.DraftContext;
import io.cascadeflow.confidence.MeasuredSignals;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint measures of its drafts beside what is in their texts.
 *
 * @param stated whether the model states its confidence with the answer
 * @param measurements further ones, once the answer is there
 * @param judge the one of them that has to be started; absent without a judge
 */
record Measuring(
        boolean stated, Measurements measurements, @Nullable JudgeEndpoint judge) {

    ChatRequest ask(ChatRequest request) {
        return stated ? StatedConfidence.ask(request) : request;
    }

    /** Whether an answer is not what the model wrote, as something is taken out of it. */
    boolean changesAnswers() {
        return stated;
    }

    /** The draft, without what its texts hold only for us. */
    Draft draft(ChatRequest request, Samples samples, DraftContext context) {
        ChatReply reply = Objects.requireNonNull(samples.first().reply());
        if (!stated) {
            return new Draft(request, reply, samples.otherReplies(), context);
        }
        Stated first = StatedConfidence.read(reply);
        List<ChatReply> others = samples.otherReplies().stream()
                .map(other -> StatedConfidence.read(other).reply())
                .toList();
        Double share = first.share();
        Map<String, Double> measured = share == null ? Map.of() : Map.of(MeasuredSignals.STATED.name(), share);
        return new Draft(request, first.reply(), others, context).withMeasured(measured);
    }
}
