package io.cascadeflow.policy.classify;

/** What is looked at in a word. Each is a hash, so that nothing of a text is kept. */
enum Grams {
    /**
     * The word and how it begins, so that its inflections are alike; never a part from within, so that pharmacy has nothing to do
     * with harm. Numbers by their length, and every sign.
     */
    WORDS {
        @Override
        void of(int[] word, int length, Reading into) {
            long hash = SEED;
            int shortest = Letters.isHangul(word[0]) ? 1 : SHORTEST_BEGINNING;
            for (int i = 0; i < length; i++) {
                hash = step(hash, word[i]);
                boolean beginning = i + 1 == shortest || i + 1 == shortest + LONGER;
                if (beginning && i + 1 < length) {
                    into.add(mix(hash ^ BEGINNING));
                }
            }
            into.add(mix(hash));
        }

        @Override
        boolean signs() {
            return true;
        }
    },
    /** The word, every three neighbouring letters of it, its ends among them, and its script: what tells languages apart. */
    LETTERS {
        @Override
        void of(int[] word, int length, Reading into) {
            long hash = SEED;
            int before = 0;
            int last = 0;
            for (int i = 0; i <= length; i++) {
                int next = i == length ? 0 : word[i];
                if (i > 0) {
                    into.add(mix(step(step(step(TRIPLE, before), last), next)));
                }
                before = last;
                last = next;
                hash = i == length ? hash : step(hash, next);
            }
            into.add(mix(hash));
            into.add(mix(SCRIPT ^ Character.UnicodeScript.of(word[0]).name().hashCode()));
        }

        @Override
        boolean signs() {
            return false;
        }
    };

    private static final int SHORTEST_BEGINNING = 4;
    private static final int LONGER = 2;

    private static final long SEED = 0xCBF29CE484222325L;
    private static final long BEGINNING = 0x5851F42D4C957F2DL;
    private static final long TRIPLE = 0x14057B7EF767814FL;
    private static final long SCRIPT = 0x27BB2EE687B0B0FDL;
    private static final long PRIME = 0x100000001B3L;

    /** Adds those of a word. @param word its letters, lower case; at least one */
    abstract void of(int[] word, int length, Reading into);

    /** Whether numbers and signs count as well. */
    abstract boolean signs();

    static long step(long hash, int c) {
        return (hash ^ c) * PRIME;
    }

    /** Spreads a hash over all its bits. Never 0. */
    static long mix(long hash) {
        long mixed = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        mixed ^= mixed >>> 32;
        return mixed == 0 ? 1 : mixed;
    }
}
