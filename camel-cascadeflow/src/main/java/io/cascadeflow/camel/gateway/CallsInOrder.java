package io.cascadeflow.camel.gateway;

import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.ReplyEvent.ToolCallArguments;
import io.cascadeflow.model.ReplyEvent.ToolCallStart;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the calls of a streamed answer one after the other, although a provider may tell several at once: Anthropic's API has one
 * block open at a time, and many clients of OpenAI's take a call for whole when the next begins. What belongs to a later call
 * waits until the arguments of the one before are whole, or the model has stopped. One for each answer; not thread-safe.
 */
final class CallsInOrder {

    private final Map<Integer, List<ReplyEvent>> waiting = new LinkedHashMap<>();
    private @Nullable Integer open;
    private ObjectEnd arguments = new ObjectEnd();

    /** What may be told now: {@code event}, nothing, or it and what waited for it. */
    List<ReplyEvent> of(ReplyEvent event) {
        List<ReplyEvent> told = new ArrayList<>(1);
        if (event instanceof ToolCallStart start) {
            begin(start, told);
        } else if (event instanceof ToolCallArguments piece) {
            goOn(piece, told);
        } else {
            if (event instanceof ReplyEvent.Finish) {
                waiting.values().forEach(told::addAll);
                waiting.clear();
            }
            told.add(event);
        }
        return told;
    }

    private void begin(ToolCallStart start, List<ReplyEvent> told) {
        boolean mayBegin = waiting.isEmpty() && (open == null || arguments.isReached());
        if (mayBegin) {
            tell(start.index(), List.of(start), told);
        } else {
            waiting.computeIfAbsent(start.index(), index -> new ArrayList<>()).add(start);
        }
    }

    private void goOn(ToolCallArguments piece, List<ReplyEvent> told) {
        List<ReplyEvent> later = waiting.get(piece.index());
        if (later != null) {
            later.add(piece);
            return;
        }
        told.add(piece);
        if (open != null && open == piece.index()) {
            arguments.read(piece.fragment());
            release(told);
        }
    }

    /** The next ones, as long as the one before is whole. */
    private void release(List<ReplyEvent> told) {
        Iterator<Map.Entry<Integer, List<ReplyEvent>>> next = waiting.entrySet().iterator();
        while (arguments.isReached() && next.hasNext()) {
            Map.Entry<Integer, List<ReplyEvent>> call = next.next();
            next.remove();
            tell(call.getKey(), call.getValue(), told);
        }
    }

    private void tell(int index, List<ReplyEvent> events, List<ReplyEvent> told) {
        open = index;
        arguments = new ObjectEnd();
        for (ReplyEvent event : events) {
            told.add(event);
            if (event instanceof ToolCallArguments piece) {
                arguments.read(piece.fragment());
            }
        }
    }
}
