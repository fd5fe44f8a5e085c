package io.cascadeflow.pricing;

/**
 * What energy a model takes. An estimate or somebody's measurement, never a bill. Immutable.
 *
 * @param input watt-hours for a thousand prompt tokens, 0 or more; 0 where the source counts them with those of the answer
 * @param output watt-hours for a thousand generated tokens, reasoning included, 0 or more
 * @param provenance who says so
 */
public record Energy(double input, double output, Provenance provenance) {

    private static final double THOUSAND = 1000;

    public Energy {
        require("input", input);
        require("output", output);
    }

    private static void require(String name, double wattHours) {
        if (!(wattHours >= 0 && wattHours < 1e9)) {
            throw new IllegalArgumentException(
                    "%s is %s; it is watt-hours for a thousand tokens, 0 or more".formatted(name, wattHours));
        }
    }

    /** Watt-hours for so many tokens, cached ones included. */
    public double wattHours(double inputTokens, double outputTokens) {
        return (input * inputTokens + output * outputTokens) / THOUSAND;
    }
}
