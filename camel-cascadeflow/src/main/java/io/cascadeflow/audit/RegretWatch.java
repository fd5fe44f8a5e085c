package io.cascadeflow.audit;

/**
 * Watches whether accepted drafts are wrong more often than a certificate allows. A bet on twice the allowed share, started
 * anew whenever it has lost its stake: while regret is within its limit, at least {@link #BETWEEN_FALSE_ALARMS} audits pass
 * between two alarms on average, however often one looks. Not thread-safe.
 */
final class RegretWatch {

    static final double BETWEEN_FALSE_ALARMS = 1000;
    private static final double LEAST_LIMIT = 1e-4;
    private static final double MOST_LIMIT = 0.5;
    private static final double MOST_BET_ON = 0.9;

    private final double maxRegret;
    private double won = 1;

    /** @param maxRegret the share of all questions, above 0, with a wrong draft accepted that a dearer model had right */
    RegretWatch(double maxRegret) {
        this.maxRegret = maxRegret;
    }

    /**
     * Whether the alarm is to be raised; it then starts anew.
     *
     * @param wrong 1 for a wrong draft, 0 for a right one, or between
     * @param accepted share of drafts that are accepted, above 0
     */
    boolean sees(double wrong, double accepted) {
        double limit = limit(accepted);
        double betOn = Math.min(MOST_BET_ON, 2 * limit);
        double stake = (betOn - limit) / (limit * (1 - limit));
        won = Math.max(1, won) * (1 + stake * (wrong - limit));
        boolean alarm = won >= BETWEEN_FALSE_ALARMS;
        if (alarm) {
            won = 1;
        }
        return alarm;
    }

    /** How many of the accepted drafts may be wrong. */
    double limit(double accepted) {
        return Math.max(LEAST_LIMIT, Math.min(MOST_LIMIT, maxRegret / accepted));
    }
}
