package io.cascadeflow.replay;

import io.cascadeflow.confidence.fit.CrossFit;
import io.cascadeflow.confidence.fit.Folds;
import io.cascadeflow.replay.Advice.Option;
import io.cascadeflow.replay.Advice.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells whether a pair of models is worth a cascade. Pure; the same drafts give the same advice. */
public final class Advisor {

    private static final long SEED = 2;
    private static final double THOUSAND = 1_000;

    private final Choices choices;
    private final Goal goal;

    private Advisor(Choices choices, Goal goal) {
        this.choices = choices;
        this.goal = goal;
    }

    /**
     * Advice on drafts whose confidence comes from gates that were fitted without them.
     *
     * @param drafts each with confidence and labels
     * @param ofDraft what each question's draft takes: all samples that the gate looks at
     * @param ofSmall what each question's small answer alone takes
     * @param ofLarge what each question's large answer takes
     */
    public static Advice advise(
            String small,
            String large,
            List<Replayed> drafts,
            Outlay ofDraft,
            Outlay ofSmall,
            Outlay ofLarge,
            Goal goal) {
        return new Advisor(Choices.of(drafts, ofDraft, ofSmall, ofLarge), goal).advise(small, large);
    }

    private Advice advise(String small, String large) {
        int[] all = IntStream.range(0, choices.size()).toArray();
        double threshold = choices.threshold(all, goal);
        boolean[] accepted = acceptedWithoutLooking();
        double[] quality = choices.quality(accepted);
        Outlay outlay = choices.outlay(accepted);
        Verdict verdict = verdict(quality, outlay);
        return new Advice(
                small,
                large,
                threshold,
                Arrays.stream(all).filter(i -> accepted[i]).count() / (double) all.length,
                verdict,
                option(quality, outlay),
                option(choices.smallQuality(), choices.small()),
                option(choices.largeQuality(), choices.large()));
    }

    /** Each question by a threshold that was chosen on the other folds. */
    private boolean[] acceptedWithoutLooking() {
        Folds folds = Folds.of(choices.size(), CrossFit.FOLDS, SEED);
        boolean[] accepted = new boolean[choices.size()];
        for (int fold = 0; fold < CrossFit.FOLDS; fold++) {
            int out = fold;
            double threshold = choices.threshold(
                    IntStream.range(0, choices.size())
                            .filter(i -> folds.ofQuestion()[i] != out)
                            .toArray(),
                    goal);
            for (int i = 0; i < accepted.length; i++) {
                accepted[i] |= folds.ofQuestion()[i] == out && choices.confidence(i) >= threshold;
            }
        }
        return accepted;
    }

    private Verdict verdict(double[] quality, Outlay outlay) {
        double[] cost = outlay.usd();
        double small = mean(choices.smallQuality());
        double large = mean(choices.largeQuality());
        if (goal instanceof Goal.KeepQuality) {
            boolean smallIsBest = small >= large;
            double[] best = smallIsBest ? choices.smallQuality() : choices.largeQuality();
            Interval gain = Bootstrap.ofMean(minus(quality, best));
            if (smallIsBest) {
                return gain.low() > 0 ? Verdict.CASCADE : Verdict.SMALL_ALONE;
            }
            boolean asGood = gain.high() >= 0;
            return asGood && (gain.low() > 0 || saves(cost)) ? Verdict.CASCADE : Verdict.LARGE_ALONE;
        }
        return goal instanceof Goal.Worth worth
                ? byWorth(worth, quality, outlay)
                : bySingleGoal(mean(quality), small, large, cost);
    }

    /** The cascade has to be worth surely more than the better of the two alone. */
    private Verdict byWorth(Goal.Worth worth, double[] quality, Outlay outlay) {
        double[] cascade = worth(worth, quality, outlay);
        double[] small = worth(worth, choices.smallQuality(), choices.small());
        double[] large = worth(worth, choices.largeQuality(), choices.large());
        boolean smallIsBest = mean(small) >= mean(large);
        return Bootstrap.ofMean(minus(cascade, smallIsBest ? small : large)).low() > 0
                ? Verdict.CASCADE
                : smallIsBest ? Verdict.SMALL_ALONE : Verdict.LARGE_ALONE;
    }

    private static double[] worth(Goal.Worth worth, double[] quality, Outlay outlay) {
        double[] burden = outlay.burden(worth);
        return IntStream.range(0, quality.length)
                .mapToDouble(i -> quality[i] * worth.usdPerAnswer() - burden[i])
                .toArray();
    }

    /** The cheapest that is good enough, or the best that is cheap enough. */
    private Verdict bySingleGoal(double cascade, double small, double large, double @Nullable [] cost) {
        if (goal instanceof Goal.AtLeast target) {
            return small >= target.quality()
                    ? Verdict.SMALL_ALONE
                    : cascade >= target.quality() && saves(cost) ? Verdict.CASCADE : Verdict.LARGE_ALONE;
        }
        double[] largeCost = choices.large().usd();
        double limit = ((Goal.Within) goal).usdPerThousand();
        boolean largeFits = largeCost != null && mean(largeCost) * THOUSAND <= limit;
        boolean cascadeFits = cost != null && mean(cost) * THOUSAND <= limit;
        if (largeFits && large >= cascade && large > small) {
            return Verdict.LARGE_ALONE;
        }
        return cascadeFits && cascade > small ? Verdict.CASCADE : Verdict.SMALL_ALONE;
    }

    /** Whether it surely costs less than always the large model; without prices a model that is asked less often does. */
    private boolean saves(double @Nullable [] cost) {
        double[] largeCost = choices.large().usd();
        return cost == null
                || largeCost == null
                || Bootstrap.ofMean(minus(cost, largeCost)).high() < 0;
    }

    private static Option option(double[] quality, Outlay outlay) {
        double[] cost = outlay.usd();
        double[] thousand =
                cost == null ? null : Arrays.stream(cost).map(c -> c * THOUSAND).toArray();
        return new Option(
                mean(quality),
                Bootstrap.ofMean(quality),
                thousand == null ? null : mean(thousand),
                thousand == null ? null : Bootstrap.ofMean(thousand),
                outlay.seconds() == null ? null : Double.valueOf(mean(outlay.seconds())));
    }

    private static double[] minus(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
