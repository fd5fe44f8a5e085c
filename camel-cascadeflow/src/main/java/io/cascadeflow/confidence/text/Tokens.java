package io.cascadeflow.confidence.text;

import java.util.Arrays;

/** The tokens of a text that matter for arithmetic, as parallel arrays: drafts are long and judged often. */
final class Tokens {

    private static final int FIRST_SIZE = 16;

    final CharSequence text;
    private Kind[] kinds = new Kind[FIRST_SIZE];
    private int[] starts = new int[FIRST_SIZE];
    private int[] ends = new int[FIRST_SIZE];
    private double[] values = new double[FIRST_SIZE];
    private double[] others = new double[FIRST_SIZE];
    private int[] decimals = new int[FIRST_SIZE];
    private int size;

    Tokens(CharSequence text) {
        this.text = text;
    }

    void add(Kind kind, int start, int end) {
        add(kind, start, end, 0, 0, 0);
    }

    /**
     * Adds a token.
     *
     * @param value of a number; 1 for an approximate equals and for a colon that may mean division
     * @param other the number's value if points and commas swap their meaning
     */
    void add(Kind kind, int start, int end, double value, double other, int decimalPlaces) {
        if (size == kinds.length) {
            grow(size * 2);
        }
        kinds[size] = kind;
        starts[size] = start;
        ends[size] = end;
        values[size] = value;
        others[size] = other;
        decimals[size] = decimalPlaces;
        size++;
    }

    void removeLast() {
        size--;
    }

    int size() {
        return size;
    }

    Kind kind(int i) {
        return kinds[i];
    }

    /** Whether token {@code i} exists and is of this kind. */
    boolean is(int i, Kind kind) {
        return i >= 0 && i < size && kinds[i] == kind;
    }

    int start(int i) {
        return starts[i];
    }

    int end(int i) {
        return ends[i];
    }

    int length(int i) {
        return ends[i] - starts[i];
    }

    double value(int i) {
        return values[i];
    }

    double other(int i) {
        return others[i];
    }

    int decimals(int i) {
        return decimals[i];
    }

    /** Whether token {@code i} follows its predecessor without a gap. */
    boolean attached(int i) {
        return i > 0 && starts[i] == ends[i - 1];
    }

    private void grow(int capacity) {
        kinds = Arrays.copyOf(kinds, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
        values = Arrays.copyOf(values, capacity);
        others = Arrays.copyOf(others, capacity);
        decimals = Arrays.copyOf(decimals, capacity);
    }
}
