package io.cascadeflow.provider.stream;

/**
 * Parts text that begins with reasoning between {@code <think>} tags while it comes, wherever it is cut: what may still turn
 * out to be a tag waits, and so does space that would be at the end of a thought.
 *
 * <p>An answer that only closes the tag, since the template of its model opened it, can't be told from text until then: its
 * thoughts are passed on as text.
 */
public final class ThinkSplitter {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    /** Takes the parts; neither is ever empty. */
    public interface Parts {
        void text(String piece);

        void reasoning(String piece);
    }

    private enum Place {
        BEFORE,
        THOUGHT,
        GAP,
        TEXT
    }

    private final Parts parts;
    private final StringBuilder waiting = new StringBuilder();
    private Place place = Place.BEFORE;
    private int matched;
    private boolean thoughtBegun;

    public ThinkSplitter(Parts parts) {
        this.parts = parts;
    }

    public void add(String piece) {
        int start = 0;
        while (start < piece.length()) {
            start = switch (place) {
                case BEFORE -> before(piece, start);
                case THOUGHT -> thought(piece, start);
                case GAP -> gap(piece, start);
                case TEXT -> text(piece, start);
            };
        }
    }

    /** Nothing more comes: what waited is no tag. */
    public void end() {
        if (place == Place.BEFORE) {
            passText();
        } else if (place == Place.THOUGHT && matched > 0) {
            parts.reasoning(waitingThought());
        }
        waiting.setLength(0);
        matched = 0;
    }

    private int before(String piece, int start) {
        for (int i = start; i < piece.length(); i++) {
            char next = piece.charAt(i);
            waiting.append(next);
            if (next == OPEN.charAt(matched)) {
                matched++;
                if (matched == OPEN.length()) {
                    return go(Place.THOUGHT, i + 1);
                }
            } else if (matched > 0 || !Character.isWhitespace(next)) {
                passText();
                return go(Place.TEXT, i + 1);
            }
        }
        return piece.length();
    }

    private void passText() {
        if (!waiting.isEmpty()) {
            parts.text(waiting.toString());
        }
    }

    private int go(Place next, int start) {
        place = next;
        waiting.setLength(0);
        matched = 0;
        return start;
    }

    /** Space and what may be the closing tag wait; what turns out to be neither follows them. */
    private int thought(String piece, int start) {
        StringBuilder thought = new StringBuilder();
        int end = piece.length();
        for (int i = start; i < end && place == Place.THOUGHT; i++) {
            if (next(piece.charAt(i), thought)) {
                end = go(Place.GAP, i + 1);
            }
        }
        if (!thought.isEmpty()) {
            parts.reasoning(thought.toString());
        }
        return end;
    }

    /** @return whether the tag is closed */
    private boolean next(char next, StringBuilder thought) {
        if (next != CLOSE.charAt(matched) && matched > 0) {
            matched = 0;
            pass(thought);
        }
        if (next == CLOSE.charAt(matched)) {
            matched++;
            waiting.append(next);
        } else if (Character.isWhitespace(next)) {
            waiting.append(next);
        } else {
            waiting.append(next);
            pass(thought);
        }
        return matched == CLOSE.length();
    }

    private void pass(StringBuilder thought) {
        thought.append(waitingThought());
        waiting.setLength(0);
        thoughtBegun = true;
    }

    private String waitingThought() {
        String text = waiting.toString();
        return thoughtBegun ? text : text.stripLeading();
    }

    private int gap(String piece, int start) {
        int first = start;
        while (first < piece.length() && Character.isWhitespace(piece.charAt(first))) {
            first++;
        }
        return first < piece.length() ? go(Place.TEXT, first) : first;
    }

    private int text(String piece, int start) {
        parts.text(piece.substring(start));
        return piece.length();
    }
}
