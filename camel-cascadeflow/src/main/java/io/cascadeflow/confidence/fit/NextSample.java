package io.cascadeflow.confidence.fit;

/**
 * Whether what was counted will be seen again among as many new questions. The bound on the true share leaves out that the
 * next count has chance in it too; this does not. Exact for questions that come in no particular order: of the first
 * cases met, by falling confidence, each is from either sample with the same chance.
 */
final class NextSample {

    private final int size;
    /** Logarithms of factorials up to twice the size. */
    private final double[] factorial;

    /** @param size questions that were counted, and that will be */
    NextSample(int size) {
        this.size = size;
        factorial = new double[2 * size + 1];
        for (int i = 1; i < factorial.length; i++) {
            factorial[i] = factorial[i - 1] + Math.log(i);
        }
    }

    /** The probability that as many new questions have a share above {@code limit}, while so few as {@code count} were seen here. */
    double exceeds(int count, double limit) {
        int tooMany = (int) Math.floor(limit * size) + 1;
        if (tooMany > size) {
            return 0;
        }
        int cases = count + tooMany;
        double sum = 0;
        for (int here = Math.max(0, cases - size); here <= count; here++) {
            sum += Math.exp(choose(cases, here) + choose(2 * size - cases, size - here) - choose(2 * size, size));
        }
        return sum;
    }

    private double choose(int all, int of) {
        return factorial[all] - factorial[of] - factorial[all - of];
    }
}
