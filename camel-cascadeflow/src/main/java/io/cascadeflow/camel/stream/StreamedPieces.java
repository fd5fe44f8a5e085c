package io.cascadeflow.camel.stream;

import io.cascadeflow.camel.CascadeFlowConfiguration.OutputType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the body of a streamed answer is made of. */
public enum StreamedPieces {
    /** Pieces of the answer's text. */
    TEXT,
    /** {@link io.cascadeflow.model.ReplyEvent}s of the answer. */
    EVENTS,
    /** {@link DraftEvent}s: of every tier that is asked, as it answers. */
    DRAFTS;

    /** The way that an endpoint's options say it. */
    public static StreamedPieces of(OutputType type) {
        return type == OutputType.reply ? EVENTS : TEXT;
    }

    /** By its word; empty when there is no such. */
    public static Optional<StreamedPieces> of(String word) {
        return Arrays.stream(values())
                .filter(pieces -> pieces.word().equals(word))
                .findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(StreamedPieces::word).toList();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
