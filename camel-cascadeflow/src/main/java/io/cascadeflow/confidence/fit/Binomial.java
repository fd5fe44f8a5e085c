package io.cascadeflow.confidence.fit;

/** Exact bounds on a share of which some cases were counted (Clopper and Pearson). */
public final class Binomial {

    private static final int HALVINGS = 60;

    private Binomial() {}

    /**
     * The largest share under which it still has a chance of {@code 1 − confidence} to count so few.
     *
     * @param count of the cases, 0 to {@code all}
     * @param confidence the probability, 0 to 1, that the true share is at most the bound
     */
    public static double upperBound(int count, int all, double confidence) {
        if (count >= all) {
            return 1;
        }
        double low = count / (double) all;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (atMost(count, all, middle) > 1 - confidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The smallest share under which it still has a chance of {@code 1 − confidence} to count so many. */
    public static double lowerBound(int count, int all, double confidence) {
        return 1 - upperBound(all - count, all, confidence);
    }

    /** The probability of at most {@code count} cases among {@code all}. */
    private static double atMost(int count, int all, double share) {
        if (share <= 0) {
            return 1;
        }
        if (share >= 1) {
            return 0;
        }
        double logTerm = all * Math.log1p(-share);
        double logOdds = Math.log(share) - Math.log1p(-share);
        double sum = Math.exp(logTerm);
        for (int k = 1; k <= count; k++) {
            logTerm += Math.log((all - k + 1.0) / k) + logOdds;
            sum += Math.exp(logTerm);
        }
        return Math.min(1, sum);
    }
}
