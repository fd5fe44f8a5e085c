package io.cascadeflow.confidence;

import io.cascadeflow.confidence.Grams.Side;
import io.cascadeflow.confidence.text.Words;
import java.util.Arrays;

/**
 * What hashed words and pairs of words contribute. Buckets that were too rare to learn from are unknown and count nothing.
 * Immutable.
 */
public final class GramWeights {

    /** A text of which fewer words are known is in another language or about something else altogether. */
    private static final double FAMILIAR = 0.5;

    public static final GramWeights NONE = new GramWeights(new int[0], new float[0], 0);

    private final int[] buckets;
    private final float[] weights;
    private final float[] table = new float[Grams.BUCKETS];
    private final double centre;

    /**
     * @param buckets the known ones, 0 to {@link Grams#BUCKETS} − 1, rising
     * @param weights log-odds of each, for a text that has nothing else in it
     * @param centre the mean contribution over the drafts that were learned from
     */
    public GramWeights(int[] buckets, float[] weights, double centre) {
        this.buckets = buckets.clone();
        this.weights = weights.clone();
        this.centre = centre;
        Arrays.fill(table, Float.NaN);
        for (int i = 0; i < buckets.length; i++) {
            table[buckets[i]] = weights[i];
        }
    }

    /** Log-odds above those of a usual draft. */
    public double score(Grams question, Grams answer) {
        return side(question) + side(answer) - centre;
    }

    private double side(Grams grams) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < grams.size(); i++) {
            float weight = table[grams.bucket(i)];
            if (!Float.isNaN(weight)) {
                sum += weight * grams.value(i);
                squares += grams.value(i) * grams.value(i);
            }
        }
        return squares == 0 ? 0 : sum / Math.sqrt(squares);
    }

    /** Whether most of the words occurred where the weights were learned; with no words, or nothing learned, they did. */
    public boolean knows(Words words, Side side) {
        double known = buckets.length == 0
                ? Double.NaN
                : words.knownShare(word -> !Float.isNaN(table[Grams.bucket(word, side)]));
        return Double.isNaN(known) || known >= FAMILIAR;
    }

    public int size() {
        return buckets.length;
    }

    public int[] buckets() {
        return buckets.clone();
    }

    public float[] weights() {
        return weights.clone();
    }

    public double centre() {
        return centre;
    }
}
