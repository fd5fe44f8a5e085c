package io.cascadeflow.provider.stream;

/** Pieces of text as they may be passed on: a character that a provider cut in two waits for its second half. */
public final class Pieces {

    private String half = "";

    /** What can be passed on now; may be empty. */
    public String add(String piece) {
        if (piece.isEmpty()) {
            return piece;
        }
        String text = half.isEmpty() ? piece : half + piece;
        boolean cut = Character.isHighSurrogate(text.charAt(text.length() - 1));
        half = cut ? text.substring(text.length() - 1) : "";
        return cut ? text.substring(0, text.length() - 1) : text;
    }

    /** What still waited; it stays half a character. */
    public String rest() {
        String rest = half;
        half = "";
        return rest;
    }
}
