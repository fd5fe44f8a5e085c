package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Words;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The words, and pairs of neighbours, of one text as hashed buckets, so that a profile can weigh them without naming them.
 * Each bucket counts by one plus the logarithm of its occurrences.
 */
public final class Grams {

    /** Texts of a few thousand questions have few collisions in so many. */
    public static final int BUCKETS = 1 << 16;

    /** Which text of a draft a gram is from: the same word in the question is another gram. */
    public enum Side {
        QUESTION(0x51ED270B),
        ANSWER(0x2545F491);

        private final int salt;

        Side(int salt) {
            this.salt = salt;
        }
    }

    /** Those of a text that is not there. */
    public static final Grams NONE = new Grams(new int[0], new float[0]);

    private final int[] buckets;
    private final float[] values;

    private Grams(int[] buckets, float[] values) {
        this.buckets = buckets;
        this.values = values;
    }

    public static Grams of(Words words, Side side) {
        int[] all = new int[Math.max(0, 2 * words.tokens() - 1)];
        for (int i = 0; i < words.tokens(); i++) {
            all[2 * i] = bucket(words.token(i), side);
            if (i > 0) {
                all[2 * i - 1] = bucket(words.token(i - 1) * 31 + words.token(i) * 0x01000193, side);
            }
        }
        Arrays.sort(all);
        return counted(all);
    }

    /**
     * As they were kept elsewhere.
     *
     * @param values by bucket
     * @throws IllegalArgumentException when a bucket is none of the {@link #BUCKETS}
     */
    public static Grams of(Map<Integer, Float> values) {
        SortedMap<Integer, Float> sorted = new TreeMap<>(values);
        if (!sorted.isEmpty() && (sorted.firstKey() < 0 || sorted.lastKey() >= BUCKETS)) {
            throw new IllegalArgumentException("a bucket of hashed words is not from 0 to " + (BUCKETS - 1));
        }
        int[] buckets = new int[sorted.size()];
        float[] all = new float[buckets.length];
        int size = 0;
        for (Map.Entry<Integer, Float> entry : sorted.entrySet()) {
            buckets[size] = entry.getKey();
            all[size++] = entry.getValue();
        }
        return new Grams(buckets, all);
    }

    /** The values by bucket, to be kept. */
    public Map<Integer, Float> values() {
        Map<Integer, Float> all = new TreeMap<>();
        for (int i = 0; i < buckets.length; i++) {
            all.put(buckets[i], values[i]);
        }
        return all;
    }

    /** The bucket of a single word, number or sign by its hash. */
    static int bucket(int token, Side side) {
        int hash = (token ^ side.salt) * 0x9E3779B9;
        hash = (hash ^ hash >>> 15) * 0x85EBCA6B;
        return (hash ^ hash >>> 13) & BUCKETS - 1;
    }

    private static Grams counted(int[] sorted) {
        int[] buckets = new int[sorted.length];
        float[] values = new float[sorted.length];
        int size = 0;
        for (int i = 0; i < sorted.length; ) {
            int from = i;
            while (i < sorted.length && sorted[i] == sorted[from]) {
                i++;
            }
            buckets[size] = sorted[from];
            values[size++] = i - from == 1 ? 1 : (float) (1 + Math.log(i - from));
        }
        return new Grams(Arrays.copyOf(buckets, size), Arrays.copyOf(values, size));
    }

    /** The same with a sum of squares of one, so that a long text counts no more than a short one. */
    Grams scaled() {
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        float norm = (float) Math.sqrt(squares);
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] /= norm;
        }
        return new Grams(buckets, scaled);
    }

    /** The sum, bucket by bucket. */
    Grams plus(Grams other) {
        int[] merged = new int[size() + other.size()];
        float[] sums = new float[merged.length];
        int size = 0;
        for (int i = 0, j = 0; i < size() || j < other.size(); size++) {
            int bucket = Math.min(i < size() ? buckets[i] : BUCKETS, j < other.size() ? other.buckets[j] : BUCKETS);
            merged[size] = bucket;
            if (i < size() && buckets[i] == bucket) {
                sums[size] += values[i++];
            }
            if (j < other.size() && other.buckets[j] == bucket) {
                sums[size] += other.values[j++];
            }
        }
        return new Grams(Arrays.copyOf(merged, size), Arrays.copyOf(sums, size));
    }

    /** Different buckets, in rising order. */
    public int size() {
        return buckets.length;
    }

    public int bucket(int i) {
        return buckets[i];
    }

    public float value(int i) {
        return values[i];
    }
}
