package io.cascadeflow.confidence.fit;

import io.cascadeflow.confidence.FittedProfile.Certificate;
import java.util.List;

/**
 * Finds the lowest threshold whose regret is bounded, by learn-then-test: thresholds of a grid that was fixed beforehand are
 * tested from the strictest on, each by an exact binomial bound, and the first that fails ends the sequence. So no correction
 * is needed for having looked at many. A threshold passes when its regret is bounded, and when it will also be met in a
 * count over as many new questions: whoever checks the promise has to count too.
 */
public final class Certifying {

    private static final int STEPS = 400;
    /**
     * The next count may exceed the limit with this part of the doubt that is allowed. With all of it, a check by a hundred
     * random halves would itself be a toss-up.
     */
    private static final double OF_THE_DOUBT = 0.25;

    private Certifying() {}

    /**
     * A question with its draft.
     *
     * @param confidence in the draft, from a gate that did not learn from it; NaN when there is none, which never accepts
     * @param regrettable whether the draft is wrong and the large model's answer right
     */
    public record Judged(double confidence, boolean regrettable) {}

    /**
     * @param maxRegret allowed share of all questions whose draft is accepted and regrettable, 0 to 1
     * @param atConfidence the probability, 0 to 1, that the certificate holds for questions of the same kind
     * @return with the threshold absent when no draft can be accepted under these terms
     */
    public static Certificate certify(List<Judged> questions, double maxRegret, double atConfidence) {
        Certificate best = new Certificate(
                maxRegret, atConfidence, null, 0, Binomial.upperBound(0, questions.size(), atConfidence));
        NextSample next = new NextSample(questions.size());
        for (int step = STEPS - 1; step >= 0; step--) {
            double threshold = step / (double) STEPS;
            int accepted = 0;
            int regretted = 0;
            for (Judged question : questions) {
                if (question.confidence >= threshold) {
                    accepted++;
                    regretted += question.regrettable ? 1 : 0;
                }
            }
            double bound = Binomial.upperBound(regretted, questions.size(), atConfidence);
            if (bound > maxRegret || next.exceeds(regretted, maxRegret) > (1 - atConfidence) * OF_THE_DOUBT) {
                return best;
            }
            if (accepted > 0) {
                best = new Certificate(maxRegret, atConfidence, threshold, accepted / (double) questions.size(), bound);
            }
        }
        return best;
    }

    /** The share that even a gate that knows every answer has to escalate to keep regret within {@code maxRegret}. */
    public static double smallestEscalation(List<Judged> questions, double maxRegret) {
        double regrettable = questions.stream().filter(Judged::regrettable).count();
        return Math.max(0, regrettable / questions.size() - maxRegret);
    }
}
