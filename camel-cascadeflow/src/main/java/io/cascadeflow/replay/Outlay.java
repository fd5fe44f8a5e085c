package io.cascadeflow.replay;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What answers take, question by question.
 *
 * @param usd price in US dollars; absent when it is not known
 * @param seconds time; absent when it was not recorded of every question
 */
public record Outlay(double @Nullable [] usd, double @Nullable [] seconds) {

    public static final Outlay UNKNOWN = new Outlay(null, null);

    /** This, and {@code more} where {@code too} says so. */
    Outlay plus(Outlay more, boolean[] too) {
        return new Outlay(sum(usd, more.usd, too), sum(seconds, more.seconds, too));
    }

    private static double @Nullable [] sum(double @Nullable [] all, double @Nullable [] some, boolean[] too) {
        return all == null || some == null
                ? null
                : IntStream.range(0, all.length)
                        .mapToDouble(i -> all[i] + (too[i] ? some[i] : 0))
                        .toArray();
    }

    /**
     * In US dollars, time included.
     *
     * @throws IllegalArgumentException when something that counts is unknown
     */
    double[] burden(Goal.Worth worth) {
        double[] price = usd;
        double[] time = seconds;
        if (price == null) {
            throw new IllegalArgumentException(
                    "a price is unknown, and what an answer is worth is held against prices");
        }
        if (worth.usdPerSecond() == 0) {
            return price;
        }
        if (time == null) {
            throw new IllegalArgumentException(
                    "what a second is worth is held against how long answers take, and not every answer has a latencyMs");
        }
        return IntStream.range(0, price.length)
                .mapToDouble(i -> price[i] + worth.usdPerSecond() * time[i])
                .toArray();
    }
}
