package io.cascadeflow.guard;

import io.cascadeflow.guard.Vault.Into;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.provider.ReplySink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Puts values back into the pieces of a reply. Pieces of one kind that follow each other are one text; whatever comes in between
 * ends it. A piece with token log-probabilities is held back as a whole, so that text and tokens stay together.
 */
final class RestoringSink implements ReplySink {

    private final Vault vault;
    private final Into into;
    private final ReplySink sink;
    private final List<TokenLogprob> tokens = new ArrayList<>();
    private final StringBuilder withTokens = new StringBuilder();
    /** What is held back, by what makes pieces of it. */
    private final Map<Piece, Restorer> open = new LinkedHashMap<>();

    /** A kind of piece. */
    private enum Kind {
        TEXT,
        REASONING,
        REFUSAL,
        ARGUMENTS
    }

    /** @param index of the tool's call; 0 for everything else */
    private record Piece(Kind kind, int index) {

        ReplyEvent of(String text) {
            return switch (kind) {
                case TEXT -> new ReplyEvent.Text(text, Logprobs.ABSENT);
                case REASONING -> new ReplyEvent.Reasoning(text);
                case REFUSAL -> new ReplyEvent.Refusal(text);
                case ARGUMENTS -> new ReplyEvent.ToolCallArguments(index, text);
            };
        }
    }

    RestoringSink(Vault vault, Into into, ReplySink sink) {
        this.vault = vault;
        this.into = into;
        this.sink = sink;
    }

    @Override
    public CompletionStage<Void> accept(ReplyEvent event) {
        List<ReplyEvent> events = new ArrayList<>();
        if (event instanceof ReplyEvent.Text text) {
            text(text, events);
        } else if (event instanceof ReplyEvent.Reasoning thought) {
            goOn(new Piece(Kind.REASONING, 0), thought.text(), events);
        } else if (event instanceof ReplyEvent.Refusal refusal) {
            goOn(new Piece(Kind.REFUSAL, 0), refusal.text(), events);
        } else if (event instanceof ReplyEvent.ToolCallArguments arguments) {
            goOn(new Piece(Kind.ARGUMENTS, arguments.index()), arguments.fragment(), events);
        } else {
            // an account is no part of the text, and another call's beginning does not end the one before
            if (!(event instanceof ReplyEvent.Usage)) {
                end(events, event instanceof ReplyEvent.ToolCallStart ? Kind.ARGUMENTS : null);
            }
            events.add(event);
        }
        return told(events);
    }

    private void text(ReplyEvent.Text text, List<ReplyEvent> events) {
        Piece piece = new Piece(Kind.TEXT, 0);
        if (!text.logprobs().isPresent() && withTokens.isEmpty()) {
            goOn(piece, text.text(), events);
            return;
        }
        Restorer before = open.remove(piece);
        withTokens.append(before == null ? "" : before.taken()).append(text.text());
        end(events, Kind.TEXT);
        tokens.addAll(text.logprobs().tokens());
        if (vault.open(withTokens) == withTokens.length()) {
            endTokens(events);
        }
    }

    private void goOn(Piece piece, String text, List<ReplyEvent> events) {
        end(events, piece.kind());
        Restorer restorer = open.computeIfAbsent(piece, key -> new Restorer(vault, as(key.kind())));
        say(piece, restorer.accept(text), events);
    }

    private Into as(Kind kind) {
        return switch (kind) {
            case TEXT -> into;
            case REASONING, REFUSAL -> Into.TEXT;
            case ARGUMENTS -> Into.JSON;
        };
    }

    /** What was open ends when something else begins. */
    private void end(List<ReplyEvent> events, @Nullable Kind goesOn) {
        open.forEach((piece, restorer) -> {
            if (piece.kind() != goesOn) {
                say(piece, restorer.end(), events);
            }
        });
        open.keySet().removeIf(piece -> piece.kind() != goesOn);
        if (goesOn != Kind.TEXT) {
            endTokens(events);
        }
    }

    private void endTokens(List<ReplyEvent> events) {
        if (!withTokens.isEmpty()) {
            Logprobs restored = new ReplyTexts(vault, into).of(Logprobs.of(tokens));
            events.add(new ReplyEvent.Text(vault.restored(withTokens.toString(), into), restored));
        }
        withTokens.setLength(0);
        tokens.clear();
    }

    private static void say(Piece piece, String text, List<ReplyEvent> events) {
        if (!text.isEmpty()) {
            events.add(piece.of(text));
        }
    }

    private CompletionStage<Void> told(List<ReplyEvent> events) {
        CompletionStage<Void> told = CompletableFuture.completedFuture(null);
        for (int i = 0; i < events.size(); i++) {
            ReplyEvent event = events.get(i);
            told = i == 0 ? sink.accept(event) : told.thenCompose(nothing -> sink.accept(event));
        }
        return told;
    }

    @Override
    public CompletableFuture<Void> stop() {
        return sink.stop();
    }

    @Override
    public void waiting() {
        sink.waiting();
    }

    @Override
    public boolean restart() {
        boolean forgotten = sink.restart();
        if (forgotten) {
            open.clear();
            withTokens.setLength(0);
            tokens.clear();
        }
        return forgotten;
    }
}
