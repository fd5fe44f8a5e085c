package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Repetition;
import io.cascadeflow.confidence.text.Text;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.FinishReason;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The structural checks: what no confidence can outweigh. */
public final class Defects {

    private Defects() {}

    /** Every fault of the draft, each once, in the order of {@link Defect}; empty for a sound one. */
    public static List<Defect> of(Draft draft) {
        Set<Defect> defects = EnumSet.noneOf(Defect.class);
        ChatReply reply = draft.reply();
        Defect ending = byFinishReason(reply);
        if (ending != null) {
            defects.add(ending);
        }
        if (reply.message().toolCalls().isEmpty()) {
            text(draft, defects);
        } else if (Repetition.endsInLoop(reply.text())) {
            defects.add(Defect.REPETITIVE);
        }
        if (lostItsCalls(reply)
                || !ToolCheck.accepts(draft.request().tools(), reply.message().toolCalls())) {
            defects.add(Defect.INVALID_TOOL_CALL);
        }
        return List.copyOf(defects);
    }

    /** What no gate may overlook: that an answer is none, or not all of one, or cites otherwise than the route demands. */
    static List<Defect> inAnyCase(Draft draft) {
        ChatReply reply = draft.reply();
        List<Defect> missing = ofWholeness(reply);
        return missing.isEmpty() && miscites(draft) ? List.of(Defect.WRONG_CITATIONS) : missing;
    }

    /** An answer that asks for tools is none yet. */
    private static boolean miscites(Draft draft) {
        ChatReply reply = draft.reply();
        return reply.message().toolCalls().isEmpty()
                && draft.context().citable().fault(reply.text()) != null;
    }

    private static List<Defect> ofWholeness(ChatReply reply) {
        Defect ending = byFinishReason(reply);
        boolean empty = reply.message().toolCalls().isEmpty() && Text.isBlank(reply.text());
        return ending != null ? List.of(ending) : empty ? List.of(Defect.EMPTY) : List.of();
    }

    /** The model stopped to have tools called, and the calls are not there. */
    private static boolean lostItsCalls(ChatReply reply) {
        return reply.finishReason() == FinishReason.TOOL_CALLS
                && reply.message().toolCalls().isEmpty();
    }

    private static void text(Draft draft, Set<Defect> defects) {
        String text = draft.reply().text();
        if (Text.isBlank(text)) {
            defects.add(Defect.EMPTY);
            return;
        }
        if (Repetition.endsInLoop(text)) {
            defects.add(Defect.REPETITIVE);
        }
        if (!FormatCheck.accepts(draft.request().output().format(), text)) {
            defects.add(Defect.WRONG_FORMAT);
        }
        if (miscites(draft)) {
            defects.add(Defect.WRONG_CITATIONS);
        }
    }

    /** A paused turn is unfinished until somebody continues it: as a draft it is cut off. */
    private static @Nullable Defect byFinishReason(ChatReply reply) {
        return switch (reply.finishReason()) {
            case LENGTH, CONTEXT_WINDOW, PAUSE -> Defect.TRUNCATED;
            case CONTENT_FILTER -> Defect.FILTERED;
            case REFUSAL -> Defect.REFUSED;
            case ERROR -> Defect.FAILED;
            case STOP, TOOL_CALLS, UNKNOWN -> null;
        };
    }
}
