package io.cascadeflow.confidence.fit;

import io.cascadeflow.confidence.Outlook;
import io.cascadeflow.confidence.Outlook.Band;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Learns what a first look tells about the confidence of the finished draft. */
public final class Outlooks {

    private static final int MOST_BANDS = 10;
    private static final int FOLDS = 5;
    private static final long SEED = 5;

    private Outlooks() {}

    /**
     * Learns weights from all looks, and bands from looks that were scored without their question.
     *
     * @param looks one for each draft: its features at the time of the look, and whether the draft was right
     * @param confidences by question: what the gate is expected to state of the finished draft
     * @param penalties as for finished drafts
     * @return absent when there are too few drafts for a band
     */
    public static @Nullable Outlook of(List<Example> looks, double[] confidences, Penalties penalties) {
        boolean bothKinds = looks.stream().map(Example::right).distinct().count() == 2;
        if (looks.size() < Outlook.LEAST_IN_BAND || !bothKinds) {
            return null;
        }
        double[] scores = scores(looks, confidences.length, penalties);
        int[] order = Quantiles.rising(scores);
        int count = Math.min(MOST_BANDS, order.length / Outlook.LEAST_IN_BAND);
        List<Band> bands = new ArrayList<>();
        for (int band = 0; band < count; band++) {
            int to = (band + 1) * order.length / count;
            double[] reached = IntStream.range(band * order.length / count, to)
                    .mapToDouble(i -> confidences[looks.get(order[i]).question()])
                    .sorted()
                    .toArray();
            bands.add(new Band(scores[order[to - 1]], Quantiles.of(reached, Outlook.STEPS)));
        }
        return new Outlook(new Learning(looks).fit(penalties), bands);
    }

    private static double[] scores(List<Example> looks, int questions, Penalties penalties) {
        Folds folds = Folds.of(questions, FOLDS, SEED);
        double[] scores = new double[looks.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            int out = fold;
            var weights = new Learning(
                            looks.stream().filter(look -> folds.of(look) != out).toList())
                    .fit(penalties);
            for (int i = 0; i < scores.length; i++) {
                if (folds.of(looks.get(i)) == out) {
                    scores[i] = weights.score(looks.get(i).features(), true);
                }
            }
        }
        return scores;
    }
}
