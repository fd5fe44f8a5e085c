package io.cascadeflow.camel.gateway;

/** Finds the end of one JSON object that comes in pieces, without reading what is in it. Not thread-safe. */
final class ObjectEnd {

    private int depth;
    private boolean begun;
    private boolean inText;
    private boolean escaped;

    void read(String piece) {
        piece.chars().forEach(this::read);
    }

    private void read(int letter) {
        if (inText) {
            inText = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            return;
        }
        switch (letter) {
            case '"' -> inText = true;
            case '{', '[' -> {
                begun = true;
                depth++;
            }
            case '}', ']' -> depth--;
            default -> {
                // says nothing about where it ends
            }
        }
    }

    /** False before it has begun. */
    boolean isReached() {
        return begun && depth <= 0 && !inText;
    }
}
