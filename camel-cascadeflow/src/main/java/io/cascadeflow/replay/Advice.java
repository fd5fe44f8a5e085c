package io.cascadeflow.replay;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a pair of models is worth a cascade.
 *
 * @param small the model that would be asked first
 * @param large the model of the next tier
 * @param threshold at which the cascade would accept
 * @param accepted share of drafts that it would accept
 * @param verdict what to do
 * @param cascade what the cascade gives, thresholds chosen without the questions it is measured on
 * @param smallAlone what the small model gives
 * @param largeAlone what the large model gives
 */
public record Advice(
        String small,
        String large,
        double threshold,
        double accepted,
        Verdict verdict,
        Option cascade,
        Option smallAlone,
        Option largeAlone) {

    /** What to do with a pair. */
    public enum Verdict {
        CASCADE,
        SMALL_ALONE,
        LARGE_ALONE;

        /** As people and programs read it: {@code small alone}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * A way to answer.
     *
     * @param quality mean quality
     * @param qualityRange its 95 % interval
     * @param cost US dollars for a thousand questions; absent when a price is unknown
     * @param costRange its 95 % interval
     * @param seconds mean time of a question; absent when it was not recorded
     */
    public record Option(
            double quality,
            Interval qualityRange,
            @Nullable Double cost,
            @Nullable Interval costRange,
            @Nullable Double seconds) {}

    /** The option that the verdict names. */
    public Option chosen() {
        return switch (verdict) {
            case CASCADE -> cascade;
            case SMALL_ALONE -> smallAlone;
            case LARGE_ALONE -> largeAlone;
        };
    }
}
