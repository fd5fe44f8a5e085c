package io.cascadeflow.confidence.text;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** A set of hashes. Open addressing: no boxing in the hot path. */
final class IntSet {

    private static final int FIRST_SIZE = 16;
    /** Room for more keys than this is only made when they come. */
    private static final int MOST_AT_ONCE = 1 << 14;

    private static final int SPREAD = 0x9E3779B9;
    /** Marks a free place; a key of this value is stored as its neighbour. */
    private static final int FREE = Integer.MIN_VALUE;

    private int[] keys;
    private int size;

    IntSet() {
        this(0);
    }

    /** With room for {@code expected} keys, so that it need not grow on the way. */
    IntSet(int expected) {
        keys = free(Math.max(FIRST_SIZE, Integer.highestOneBit(Math.min(expected, MOST_AT_ONCE)) * 4));
    }

    /** Adds {@code key}; returns whether it was new. */
    boolean add(int key) {
        int stored = key == FREE ? FREE + 1 : key;
        int place = place(keys, stored);
        if (keys[place] == stored) {
            return false;
        }
        keys[place] = stored;
        if (++size * 2 > keys.length) {
            grow();
        }
        return true;
    }

    boolean contains(int key) {
        int stored = key == FREE ? FREE + 1 : key;
        return keys[place(keys, stored)] == stored;
    }

    int size() {
        return size;
    }

    /** How many keys both have. */
    int shared(IntSet other) {
        return count(other::contains);
    }

    int count(IntPredicate test) {
        int count = 0;
        for (int key : keys) {
            count += key != FREE && test.test(key) ? 1 : 0;
        }
        return count;
    }

    private void grow() {
        int[] larger = free(keys.length * 2);
        for (int key : keys) {
            if (key != FREE) {
                larger[place(larger, key)] = key;
            }
        }
        keys = larger;
    }

    private static int place(int[] keys, int key) {
        int hash = key * SPREAD;
        int i = (hash ^ hash >>> 15) & keys.length - 1;
        while (keys[i] != FREE && keys[i] != key) {
            i = i + 1 & keys.length - 1;
        }
        return i;
    }

    private static int[] free(int size) {
        int[] keys = new int[size];
        Arrays.fill(keys, FREE);
        return keys;
    }
}
