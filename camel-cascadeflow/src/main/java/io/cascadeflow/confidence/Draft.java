package io.cascadeflow.confidence;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a gate judges, with the question it answers. Sync calls, streams and replay all make it in the same way,
 * so the same draft gets the same decision everywhere. A value; safe to share between threads.
 */
public final class Draft {

    private final ChatRequest request;
    private final ChatReply reply;
    private final List<ChatReply> others;
    private final DraftContext context;

    // What is read off the texts when the first one looks. Two threads may both read: what they read is the same, and
    // cannot be changed.
    private @Nullable DraftFacts facts;
    private @Nullable Map<String, Double> signals;

    /**
     * @param others further samples of the same model for the same question; usually none
     * @param context what is known beside question and answer
     */
    public Draft(ChatRequest request, ChatReply reply, List<ChatReply> others, DraftContext context) {
        this.request = request;
        this.reply = reply;
        this.others = List.copyOf(others);
        this.context = context;
    }

    public Draft(ChatRequest request, ChatReply reply) {
        this(request, reply, List.of(), DraftContext.NONE);
    }

    /** A bare question and a bare answer, as a step that is not one of our endpoints gives them. */
    public static Draft of(String question, String answer) {
        return new Draft(ChatRequest.of(question), ChatReply.of("", answer));
    }

    /** With these signals beside those that were measured before. */
    public Draft withMeasured(Map<String, Double> further) {
        Map<String, Double> all = new HashMap<>(context.measured());
        all.putAll(further);
        return new Draft(request, reply, others, context.withMeasured(all));
    }

    public ChatRequest request() {
        return request;
    }

    public ChatReply reply() {
        return reply;
    }

    public List<ChatReply> others() {
        return others;
    }

    public DraftContext context() {
        return context;
    }

    /** Gate and recorder look at the same draft, one after the other: its texts are read once for both. */
    DraftFacts facts() {
        DraftFacts read = facts;
        if (read == null) {
            read = DraftFacts.read(this);
            facts = read;
        }
        return read;
    }

    /** What its own text shows, and what was measured elsewhere; by name. */
    Map<String, Double> signals() {
        Map<String, Double> seen = signals;
        if (seen == null) {
            seen = Collections.unmodifiableMap(Signals.of(facts()));
            signals = seen;
        }
        return seen;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Draft draft
                && request.equals(draft.request)
                && reply.equals(draft.reply)
                && others.equals(draft.others)
                && context.equals(draft.context);
    }

    @Override
    public int hashCode() {
        return Objects.hash(request, reply, others, context);
    }

    /** Without texts. */
    @Override
    public String toString() {
        return "Draft[model=%s, others=%d]".formatted(reply.model(), others.size());
    }
}
