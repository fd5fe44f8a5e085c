package io.cascadeflow.provider.stream;

import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells pieces of text, whole characters at a time; log-probabilities go with the text that they belong to. Not thread-safe. */
public final class TextEvents implements ThinkSplitter.Parts {

    private final Consumer<ReplyEvent> out;
    private final Pieces text = new Pieces();
    private final Pieces reasoning = new Pieces();
    private final Pieces refusal = new Pieces();
    private final List<TokenLogprob> waiting = new ArrayList<>();

    public TextEvents(Consumer<ReplyEvent> out) {
        this.out = out;
    }

    /** Of the tokens whose text comes next. */
    public void logprobs(Logprobs logprobs) {
        waiting.addAll(logprobs.tokens());
    }

    @Override
    public void text(String piece) {
        tellText(text.add(piece));
    }

    private void tellText(String whole) {
        if (!whole.isEmpty()) {
            out.accept(new ReplyEvent.Text(whole, Logprobs.of(waiting)));
            waiting.clear();
        }
    }

    /** A thought's log-probabilities have no place in its events. */
    @Override
    public void reasoning(String piece) {
        if (!piece.isEmpty()) {
            tellReasoning(reasoning.add(piece));
            waiting.clear();
        }
    }

    private void tellReasoning(String whole) {
        if (!whole.isEmpty()) {
            out.accept(new ReplyEvent.Reasoning(whole));
        }
    }

    public void refusal(String piece) {
        tellRefusal(refusal.add(piece));
    }

    private void tellRefusal(String whole) {
        if (!whole.isEmpty()) {
            out.accept(new ReplyEvent.Refusal(whole));
        }
    }

    /** Nothing more comes: half a character is told as it is. */
    public void flush() {
        tellReasoning(reasoning.rest());
        tellText(text.rest());
        tellRefusal(refusal.rest());
    }
}
