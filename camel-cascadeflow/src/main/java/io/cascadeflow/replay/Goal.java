package io.cascadeflow.replay;

/** What an operator wants of a pair of models. */
public sealed interface Goal {

    /** As good as the better of the two alone, as cheaply as possible. */
    record KeepQuality() implements Goal {}

    /** At least this mean quality, as cheaply as possible. */
    record AtLeast(double quality) implements Goal {}

    /**
     * What is worth most: the worth of all right answers less what they cost. A question goes on to the large model exactly
     * where the right answers to be expected from that are worth more than its price and the time it takes.
     *
     * @param usdPerAnswer what a right answer is worth, in US dollars, above 0
     * @param usdPerSecond what a second less to wait is worth, in US dollars, 0 or more
     */
    record Worth(double usdPerAnswer, double usdPerSecond) implements Goal {}

    /** The best quality within so many US dollars for a thousand questions. */
    record Within(double usdPerThousand) implements Goal {}
}
