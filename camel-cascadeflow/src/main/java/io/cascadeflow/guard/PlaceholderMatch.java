package io.cascadeflow.guard;

/**
 * What a text says at one place.
 *
 * @param result whether a placeholder is there, or may be once more of the text is there
 * @param end after its last unit; of no account when none is there
 * @param name the kind in upper case, an underscore and the number, as in {@code EMAIL_1}; empty when none is there
 */
record PlaceholderMatch(Result result, int end, String name) {

    static final PlaceholderMatch NONE = new PlaceholderMatch(Result.NONE, 0, "");
    static final PlaceholderMatch OPEN = new PlaceholderMatch(Result.OPEN, 0, "");

    /** Whether it is there. */
    enum Result {
        THERE,
        /** The text ends too early to tell. */
        OPEN,
        NONE
    }
}
