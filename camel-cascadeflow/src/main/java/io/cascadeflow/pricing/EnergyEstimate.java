package io.cascadeflow.pricing;

/**
 * What a generated token takes, estimated from a model's size: the figures and formulas that EcoLogits publishes for inference on
 * NVIDIA H100 with 80 GB, without cooling.
 */
final class EnergyEstimate {

    private static final double BATCH = 64;
    private static final double GPU_PER_PARAMETER = 1.17e-6;
    private static final double GPU_PER_BATCH = -1.12e-2;
    private static final double GPU_LEAST = 4.05e-5;
    private static final double SECONDS_PER_PARAMETER = 6.78e-4;
    private static final double SECONDS_PER_BATCH = 3.12e-4;
    private static final double SECONDS_LEAST = 1.94e-2;
    private static final double SERVER_WATTS = 1200;
    private static final double SERVER_GPUS = 8;
    private static final double GIGABYTES_OF_GPU = 80;
    private static final double GIGABYTES_PER_PARAMETER = 1.2 * 16 / 8;
    private static final double SECONDS_OF_HOUR = 3600;
    private static final int TOKENS = 1000;

    private EnergyEstimate() {}

    /**
     * Watt-hours for a thousand generated tokens.
     *
     * @param active parameters that work on a token, in billions, above 0
     * @param total parameters, in billions, not below {@code active}
     */
    static double wattHours(double active, double total) {
        if (!(active > 0 && active <= total && total < 1e6)) {
            throw new IllegalArgumentException(
                    "active=%s and total=%s are no sizes of a model in billions of parameters"
                            .formatted(active, total));
        }
        double gpus = gpus(total);
        double gpu = GPU_PER_PARAMETER * Math.exp(GPU_PER_BATCH * BATCH) * active + GPU_LEAST;
        double seconds = SECONDS_PER_PARAMETER * active + SECONDS_PER_BATCH * BATCH + SECONDS_LEAST;
        double server = seconds * SERVER_WATTS * gpus / SERVER_GPUS / BATCH / SECONDS_OF_HOUR;
        return TOKENS * (gpus * gpu + server);
    }

    /** As many as hold the weights, a power of two. */
    private static double gpus(double total) {
        double needed = Math.ceil(GIGABYTES_PER_PARAMETER * total / GIGABYTES_OF_GPU);
        double gpus = 1;
        while (gpus < needed) {
            gpus *= 2;
        }
        return gpus;
    }
}
