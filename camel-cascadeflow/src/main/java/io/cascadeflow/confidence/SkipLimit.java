package io.cascadeflow.confidence;

import io.cascadeflow.confidence.FittedProfile.Skip;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The chance of acceptance below which a draft is not asked for, as it was written.
 *
 * @param share the limit, above 0 and below 1; absent for the price ratio that the gate's profile knows
 */
public record SkipLimit(@Nullable Double share) {

    /** A draft is asked for when it pays: when its chance is at least what it costs as a share of the next answer. */
    public static final SkipLimit AUTO = new SkipLimit(null);

    /** How {@link #AUTO} is written. */
    public static final String AUTO_WORD = "auto";

    public SkipLimit {
        if (share != null && !(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "skipBelow is %s; it is a chance above 0 and below 1, or auto".formatted(share));
        }
    }

    /** Empty when the text is neither a chance above 0 and below 1, nor {@code auto}. */
    public static Optional<SkipLimit> of(@Nullable String text) {
        if (AUTO_WORD.equals(text)) {
            return Optional.of(AUTO);
        }
        try {
            return text == null ? Optional.empty() : Optional.of(new SkipLimit(Double.valueOf(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The limit with drafts of this profile's small model.
     *
     * @throws IllegalArgumentException when the profile did not learn chances, or {@code auto} finds no ratio that a skip
     *     could pay by, with the way out
     */
    public double in(FittedProfile profile) {
        Skip skip = profile.skip();
        if (skip == null) {
            throw new IllegalArgumentException(
                    "gate profile '%s' did not learn from questions when a draft will not do; fit it again with this release, on %d questions or more"
                            .formatted(profile.name(), Outlook.LEAST_IN_BAND));
        }
        return share == null ? ratio(skip, profile.name()) : share;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return share == null ? AUTO_WORD : share.toString();
    }

    private static double ratio(Skip skip, String name) {
        Double ratio = skip.costRatio();
        if (ratio == null) {
            throw new IllegalArgumentException(
                    "skipBelow=auto takes the price ratio from gate profile '%s', which knows none; write a chance such as 0.1, or fit it with both prices: java -jar replay.jar fit --price MODEL=IN/OUT"
                            .formatted(name));
        }
        if (!(ratio > 0 && ratio < 1)) {
            throw new IllegalArgumentException(
                    "by gate profile '%s' a draft costs %s times what the next answer costs: no chance makes it pay, or none is needed; remove skipBelow=auto, or the tier"
                            .formatted(name, ratio));
        }
        return ratio;
    }
}
