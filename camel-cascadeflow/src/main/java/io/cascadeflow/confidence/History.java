package io.cascadeflow.confidence;

import io.cascadeflow.confidence.Grams.Side;
import io.cascadeflow.confidence.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * How drafts of one model did on questions that are known, to look up those nearest to a new one. Near is what shares words and
 * pairs of words, rare ones above all; numbers count by their size only. Immutable, and of bounded size.
 */
public final class History {

    /** So many of the nearest questions are looked at. */
    public static final int NEIGHBOURS = 15;

    /** The least cosine, 0 to 1, at which a question is near. */
    public static final double NEAR = 0.25;

    /** Words and pairs of all questions together, of eight bytes each; questions beyond are left out. */
    static final int MOST_GRAMS = 5_000_000;

    private final List<Known> known;
    private final int[] from = new int[Grams.BUCKETS + 1];
    private final int[] members;
    private final float[] weights;

    private History(List<Known> known, List<Grams> grams) {
        this.known = known;
        for (Grams one : grams) {
            IntStream.range(0, one.size()).forEach(i -> from[one.bucket(i) + 1]++);
        }
        for (int bucket = 0; bucket < Grams.BUCKETS; bucket++) {
            from[bucket + 1] += from[bucket];
        }
        members = new int[from[Grams.BUCKETS]];
        weights = new float[members.length];
        fill(grams);
    }

    /**
     * A question with what came of it.
     *
     * @param identity of its text
     * @param quality of the draft: 1 right, 0 wrong, or its score
     */
    private record Known(long identity, double quality) {}

    private record Neighbour(int index, double similarity) {}

    /** A question and the quality of its draft, 0 to 1: 1 right, 0 wrong, or its score. */
    public record Lesson(String question, double quality) {}

    public static History of(List<Lesson> lessons) {
        return of(lessons, MOST_GRAMS);
    }

    static History of(List<Lesson> lessons, int mostGrams) {
        List<Known> known = new ArrayList<>();
        List<Grams> grams = new ArrayList<>();
        int size = 0;
        for (Lesson lesson : lessons) {
            Grams one = grams(lesson.question());
            size += one.size();
            if (size > mostGrams) {
                break;
            }
            grams.add(one);
            known.add(new Known(identity(lesson.question()), lesson.quality()));
        }
        return new History(List.copyOf(known), grams);
    }

    /** How many questions it holds. */
    public int size() {
        return known.size();
    }

    /**
     * The share of right drafts among the nearest questions, 0 to 1, nearer ones counting more. Empty when none is near; the
     * same question does not count.
     */
    public OptionalDouble right(String question) {
        double weight = 0;
        double right = 0;
        for (Neighbour near : nearest(question)) {
            weight += near.similarity();
            right += near.similarity() * known.get(near.index()).quality();
        }
        return weight == 0 ? OptionalDouble.empty() : OptionalDouble.of(right / weight);
    }

    private PriorityQueue<Neighbour> nearest(String question) {
        float[] similarities = similarities(grams(question));
        long itself = identity(question);
        PriorityQueue<Neighbour> nearest = new PriorityQueue<>(Comparator.comparingDouble(Neighbour::similarity)
                .thenComparing(Neighbour::index, Comparator.reverseOrder()));
        for (int i = 0; i < similarities.length; i++) {
            if (similarities[i] >= NEAR && known.get(i).identity() != itself) {
                nearest.add(new Neighbour(i, similarities[i]));
                if (nearest.size() > NEIGHBOURS) {
                    nearest.poll();
                }
            }
        }
        return nearest;
    }

    private float[] similarities(Grams asked) {
        float[] similarities = new float[known.size()];
        double norm = norm(asked);
        for (int i = 0; i < asked.size() && norm > 0; i++) {
            int bucket = asked.bucket(i);
            double weight = asked.value(i) * rarity(bucket) / norm;
            for (int at = from[bucket]; at < from[bucket + 1]; at++) {
                similarities[members[at]] += (float) (weight * weights[at]);
            }
        }
        return similarities;
    }

    private void fill(List<Grams> grams) {
        int[] next = from.clone();
        for (int question = 0; question < grams.size(); question++) {
            Grams one = grams.get(question);
            double norm = norm(one);
            for (int i = 0; i < one.size(); i++) {
                int at = next[one.bucket(i)]++;
                members[at] = question;
                weights[at] = norm == 0 ? 0 : (float) (one.value(i) * rarity(one.bucket(i)) / norm);
            }
        }
    }

    private double norm(Grams grams) {
        return Math.sqrt(IntStream.range(0, grams.size())
                .mapToDouble(i -> grams.value(i) * rarity(grams.bucket(i)))
                .map(value -> value * value)
                .sum());
    }

    /** Above 0 also for what every question has: with few questions that is all there is. */
    private double rarity(int bucket) {
        return 1 + Math.log((1.0 + known.size()) / (1 + from[bucket + 1] - from[bucket]));
    }

    private static Grams grams(String question) {
        return Grams.of(Text.of(question).words(), Side.QUESTION);
    }

    private static long identity(String question) {
        String text = question.strip();
        return (long) text.hashCode() << Integer.SIZE | text.length();
    }
}
