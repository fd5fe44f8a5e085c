package io.cascadeflow.policy.classify;

/** A set of hashes, none of them 0. */
final class LongSet {

    private long[] slots = new long[64];
    private int size;

    /** Whether it was not in it. */
    boolean add(long hash) {
        if (2 * (size + 1) > slots.length) {
            long[] old = slots;
            slots = new long[2 * old.length];
            for (long each : old) {
                if (each != 0) {
                    slots[slot(each)] = each;
                }
            }
        }
        int slot = slot(hash);
        boolean fresh = slots[slot] == 0;
        slots[slot] = hash;
        size += fresh ? 1 : 0;
        return fresh;
    }

    private int slot(long hash) {
        int slot = (int) hash & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }
}
