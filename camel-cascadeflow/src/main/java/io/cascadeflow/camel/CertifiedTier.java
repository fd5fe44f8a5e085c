package io.cascadeflow.camel;

import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.ClosedGate;
import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.confidence.FittedProfile.Certificate;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.RegretBound;
import org.jspecify.annotations.Nullable;

/**
 * A tier whose threshold keeps a bound on regret: the one that its gate's profile is certified for, or a higher one.
 *
 * @param written with the threshold that was written, if any
 * @param bound what the threshold has to keep
 * @param reference how the gate is named, for messages; absent when none is
 */
record CertifiedTier(
        Tier written, RegretBound bound, @Nullable String reference) {

    /**
     * The tier as the step machine runs it.
     *
     * @param gate judges its answers; absent when none is named
     * @throws IllegalArgumentException when the gate certifies no such threshold, with the way out
     */
    Tier by(@Nullable Gate gate) {
        if (gate instanceof ClosedGate) {
            // nothing will be measured: any threshold escalates
            return written.withAcceptAbove(
                    written.acceptAbove() == null ? Double.valueOf(1) : written.acceptAbove(), "its gate is closed");
        }
        if (gate instanceof FittedGate fitted) {
            return by(fitted.profile());
        }
        throw Unfitted.complaint("maxRegret", gate, reference);
    }

    private Tier by(FittedProfile profile) {
        Certificate certificate = bound.in(profile).orElseThrow(() -> complaint("certifies no threshold", profile));
        Double certified = certificate.threshold();
        if (certified == null) {
            throw complaint("was certified, and no threshold attains it:", profile);
        }
        String proof = "regret is at most %s with probability %s by gate '%s'"
                .formatted(certificate.maxRegret(), certificate.confidence(), profile.name());
        Double own = written.acceptAbove();
        return own != null && own > certified
                ? written.withAcceptAbove(own, "acceptAbove; from %s on %s".formatted(certified, proof))
                : written.withAcceptAbove(certified, "certified: " + proof);
    }

    private IllegalArgumentException complaint(String what, FittedProfile profile) {
        return new IllegalArgumentException(
                "gate profile '%s' %s a %s; allow more regret, or add a certificate: java -jar replay.jar certify --gate %s --recording F --max-regret %s --at-confidence %s --out PROFILE"
                        .formatted(profile.name(), what, bound, reference, bound.maxRegret(), bound.confidence()));
    }
}
