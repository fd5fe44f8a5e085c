package io.cascadeflow.guard.find;

/** A detector failed, so that nobody knows what is in a text. Its message names the kind, and holds nothing of the text. */
public final class DetectorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String kind;

    DetectorException(String kind, String why) {
        super("what is looked for as '%s' could not be: its detector %s".formatted(kind, why));
        this.kind = kind;
    }

    /** The detector's word. */
    public String kind() {
        return kind;
    }
}
