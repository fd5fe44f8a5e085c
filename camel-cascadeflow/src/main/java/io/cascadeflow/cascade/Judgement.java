package io.cascadeflow.cascade;

import io.cascadeflow.cascade.Reason.Code;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.cascade.TierResult.Failed;
import io.cascadeflow.cascade.TierResult.GivenUp;
import io.cascadeflow.confidence.MeasuredSignals;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is made of a tier's result by the tier's own rules, whatever its cascade then does. Pure functions. */
final class Judgement {

    private Judgement() {}

    static Attempt of(Tier tier, TierResult result) {
        if (result instanceof Answered answered) {
            Reason objection = objectionTo(tier, answered);
            return objection == null
                    ? new Attempt(tier, result, true, consent(tier, answered))
                    : new Attempt(tier, result, false, objection);
        }
        return new Attempt(
                tier,
                result,
                false,
                result instanceof GivenUp givenUp ? givenUp(tier, givenUp) : failed(tier, (Failed) result));
    }

    private static Reason givenUp(Tier tier, GivenUp result) {
        return reason(
                Code.GIVEN_UP,
                tier,
                "was given up after %d characters: such beginnings hardly ever reach %s",
                result.length(),
                tier.mark());
    }

    private static Reason failed(Tier tier, Failed result) {
        if (result.stop() != null) {
            return reason(Code.RUN, tier, "%s", result.stop().getMessage());
        }
        return result.refusal() == null
                ? reason(Code.TIER_FAILED, tier, "failed: %s", nameOf(result.failure()))
                : reason(Code.BUDGET, tier, "%s", result.refusal().getMessage());
    }

    /** Faults first, then the tier's condition, then confidence: the cheapest explanation wins. */
    private static @Nullable Reason objectionTo(Tier tier, Answered answered) {
        if (!answered.assessment().defects().isEmpty()) {
            return reason(
                    Code.DEFECT, tier, "has a defect: %s", answered.assessment().defects());
        }
        if (tier.judged() && !answered.assessment().signals().containsKey(MeasuredSignals.JUDGED.name())) {
            return reason(Code.NOT_JUDGED, tier, "was not judged, and a judge must have looked at it");
        }
        if (answered.committed()) {
            return null;
        }
        if (!answered.conditionHolds()) {
            return reason(Code.CONDITION, tier, "does not meet the tier's condition");
        }
        Caution caution = tier.caution();
        if (caution != null && caution.closed()) {
            return reason(Code.DRIFT, tier, "is not accepted: %s", caution.why());
        }
        return tier.acceptAbove() == null ? null : doubt(tier, tier.acceptAbove(), answered);
    }

    private static @Nullable Reason doubt(Tier tier, double threshold, Answered answered) {
        Double confidence = answered.assessment().confidence();
        if (confidence == null) {
            String objection = answered.assessment().objection();
            return reason(
                    Code.NOT_MEASURED,
                    tier,
                    "has no measured confidence, %s is asked for%s",
                    tier.mark(),
                    objection == null ? "" : ": " + objection);
        }
        return confidence >= threshold
                ? null
                : reason(
                        Code.BELOW_THRESHOLD,
                        tier,
                        "confidence %.3f is below %s%s",
                        confidence,
                        tier.mark(),
                        raised(tier));
    }

    private static Reason consent(Tier tier, Answered answered) {
        if (answered.committed()) {
            return reason(
                    Code.COMMITTED,
                    tier,
                    "was given as it came, as such beginnings always reached %s; confidence %s in the end",
                    tier.mark(),
                    answered.assessment().confidence());
        }
        return tier.acceptAbove() == null
                ? reason(Code.NO_RULE, tier, "is sound, and the tier asks for no confidence")
                : reason(
                        Code.CONFIDENT,
                        tier,
                        "confidence %.3f reaches %s%s",
                        answered.assessment().confidence(),
                        tier.mark(),
                        raised(tier));
    }

    private static String raised(Tier tier) {
        return tier.caution() == null
                ? ""
                : ", which was raised: " + tier.caution().why();
    }

    private static Reason reason(Code code, Tier tier, String format, @Nullable Object... arguments) {
        String said = String.format(Locale.ROOT, format, arguments);
        return new Reason(code, "tier '" + tier.name() + "': " + said);
    }

    /** The class, and no message: a foreign exception's message may hold anything. */
    private static String nameOf(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
