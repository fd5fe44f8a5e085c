package io.cascadeflow.agent.run;

/**
 * How much is kept of runs at once.
 *
 * @param runs outermost ones; a further one is refused
 * @param within one of them; likewise
 * @param entriesOfARun further ones are counted, and not kept
 * @param entries of all runs; likewise
 */
public record Capacity(int runs, int within, int entriesOfARun, int entries) {

    public static final Capacity DEFAULT = new Capacity(10_000, 1_000, 10_000, 200_000);
}
