package io.cascadeflow.replay;

/** What an operator wants of a pair of models. */
public sealed interface Goal {

    /** As good as the better of the two alone, as cheaply as possible. */
    record KeepQuality() implements Goal {}

    /** At least this mean quality, as cheaply as possible. */
    record AtLeast(double quality) implements Goal {}

    /** The best quality within so many US dollars for a thousand questions. */
    record Within(double usdPerThousand) implements Goal {}
}
