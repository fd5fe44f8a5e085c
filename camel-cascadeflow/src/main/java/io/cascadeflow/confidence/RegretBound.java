package io.cascadeflow.confidence;

import io.cascadeflow.confidence.FittedProfile.Certificate;
import java.util.Comparator;
import java.util.Optional;

/**
 * What an operator asks of a threshold.
 *
 * @param maxRegret the regret allowed, above 0 and below 1: share of all questions with a wrong draft accepted that the
 *     large model would have had right
 * @param confidence the probability with which the bound must hold, above 0 and below 1
 */
public record RegretBound(double maxRegret, double confidence) {

    /** With which a bound holds when nothing else is asked. */
    public static final double USUAL_CONFIDENCE = 0.95;

    public RegretBound {
        within("maxRegret", maxRegret);
        within("atConfidence", confidence);
    }

    private static void within(String what, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException("%s is %s; give a share above 0 and below 1".formatted(what, value));
        }
    }

    /**
     * The certificate that keeps this bound and accepts most: of the largest regret allowed that is not above this one, at
     * this confidence or a higher one. One without a threshold only when there is no other.
     */
    public Optional<Certificate> in(FittedProfile profile) {
        return profile.certified().stream()
                .filter(certificate -> certificate.maxRegret() <= maxRegret && certificate.confidence() >= confidence)
                .max(Comparator.comparing((Certificate certificate) -> certificate.threshold() != null)
                        .thenComparing(Certificate::maxRegret)
                        .thenComparing(Certificate::confidence, Comparator.reverseOrder()));
    }

    @Override
    public String toString() {
        return "regret of at most %s at confidence %s".formatted(maxRegret, confidence);
    }
}
