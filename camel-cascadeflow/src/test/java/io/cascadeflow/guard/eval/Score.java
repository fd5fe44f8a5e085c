package io.cascadeflow.guard.eval;

/**
 * How well something was found.
 *
 * @param there how many there were
 * @param found how many were found, at exactly their place and as what they are
 * @param claimed how many were said to be there
 */
public record Score(int there, int found, int claimed) {

    public static final Score NONE = new Score(0, 0, 0);

    public Score plus(Score other) {
        return new Score(there + other.there, found + other.found, claimed + other.claimed);
    }

    /** 1 when there was nothing to find. */
    public double recall() {
        return there == 0 ? 1 : (double) found / there;
    }

    /** 1 when nothing was claimed. */
    public double precision() {
        return claimed == 0 ? 1 : (double) found / claimed;
    }
}
