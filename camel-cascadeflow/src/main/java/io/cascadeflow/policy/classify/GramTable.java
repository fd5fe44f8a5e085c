package io.cascadeflow.policy.classify;

/** Where the weights of a gram are. Grams that occurred too rarely to learn from are not in it. Immutable once built. */
final class GramTable {

    private final long[] slots;
    private final int[] rows;
    private int size;

    /** @param most as many as will be added */
    GramTable(int most) {
        int room = Integer.highestOneBit(Math.max(8, most)) * 4;
        slots = new long[room];
        rows = new int[room];
    }

    /** The row of a gram, a new one if need be. */
    int add(long gram) {
        int slot = slot(gram);
        if (slots[slot] == 0) {
            slots[slot] = gram;
            rows[slot] = size++;
        }
        return rows[slot];
    }

    /** The row of a gram; −1 when it is not known. */
    int row(long gram) {
        int slot = slot(gram);
        return slots[slot] == 0 ? -1 : rows[slot];
    }

    int size() {
        return size;
    }

    private int slot(long gram) {
        int slot = (int) (gram >>> 20) & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] != gram) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }
}
