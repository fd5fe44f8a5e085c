package io.cascadeflow.confidence;

import java.util.Locale;

/**
 * What answers are worth to an operator. A question goes on exactly where the right answers to be expected from that are worth
 * more than the next answer's price and the time it takes.
 *
 * @param usdPerAnswer what a right answer is worth, in US dollars, above 0
 * @param usdPerSecond what a second less to wait is worth, in US dollars, 0 or more
 */
public record Worth(double usdPerAnswer, double usdPerSecond) {

    public Worth {
        if (!(usdPerAnswer > 0 && usdPerAnswer < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "worth is %s; it is what a right answer is worth in US dollars, above 0: write 0.05"
                            .formatted(usdPerAnswer));
        }
        if (!(usdPerSecond >= 0 && usdPerSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "worthOfSecond is %s; it is what a second less to wait is worth in US dollars, 0 or more: write 0.001"
                            .formatted(usdPerSecond));
        }
    }

    /**
     * The confidence from which a draft of this profile's small model is worth keeping, 0 to 1.
     *
     * @throws IllegalArgumentException when the profile lacks what decides, with the way out
     */
    public double thresholdIn(FittedProfile profile) {
        Escalation escalation = profile.escalation();
        Double usd = escalation == null ? null : escalation.usd();
        if (escalation == null || usd == null) {
            throw new IllegalArgumentException(
                    "worth is held against what the next answer costs, and gate profile '%s' does not know it; fit it with the price: java -jar replay.jar fit --price MODEL=IN/OUT"
                            .formatted(profile.name()));
        }
        Double seconds = escalation.seconds();
        if (usdPerSecond > 0 && seconds == null) {
            throw new IllegalArgumentException(
                    "worthOfSecond is held against how long the next answer takes, and gate profile '%s' does not know it; fit it on a recording with latencyMs, as the recorder writes"
                            .formatted(profile.name()));
        }
        double costs = usd + (seconds == null ? 0 : usdPerSecond * seconds);
        return escalation.enoughFrom(costs / usdPerAnswer);
    }

    /** As it is told in traces. */
    @Override
    public String toString() {
        String answer = String.format(Locale.ROOT, "a right answer is worth %s USD", usdPerAnswer);
        return usdPerSecond == 0 ? answer : String.format(Locale.ROOT, "%s and a second %s USD", answer, usdPerSecond);
    }
}
