package io.cascadeflow.guard.find;

/**
 * A place in a text.
 *
 * @param start in UTF-16 units, from 0
 * @param end after its last unit; after {@code start}
 * @param kind what is there: the word of its detector
 */
public record Span(int start, int end, String kind) {

    public Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a place from %d to %d is none".formatted(start, end));
        }
    }

    int length() {
        return end - start;
    }
}
