package io.cascadeflow.confidence.fit;

import io.cascadeflow.confidence.SignalFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * How strongly weights are held at zero: half of this times the squared weight is added to the loss.
 *
 * @param evidence for signals on their common scale
 * @param style how many times more for signals of style than for evidence
 * @param grams for words; infinite for none
 */
public record Penalties(double evidence, double style, double grams) {

    /** Agreement of samples is known to be worth its weight: it is hardly held back. */
    private static final double AGREEMENT = 0.1;
    /** A domain is a column of zeros and ones, not on the common scale. */
    static final double DOMAIN = 1;

    private static final List<Double> EVIDENCE = List.of(3.0, 10.0, 30.0, 100.0, 300.0);
    private static final List<Double> STYLE = List.of(1.0, 8.0, 64.0);
    private static final List<Double> GRAMS = List.of(5.0, 2.0, 1.0, 0.5, 0.2);

    /** Without words, to choose the first two. */
    static List<Penalties> withoutGrams() {
        List<Penalties> all = new ArrayList<>();
        for (double evidence : EVIDENCE) {
            for (double style : STYLE) {
                all.add(new Penalties(evidence, style, Double.POSITIVE_INFINITY));
            }
        }
        return all;
    }

    /** These, with words held back more or less. */
    List<Penalties> withGrams() {
        return GRAMS.stream().map(held -> new Penalties(evidence, style, held)).toList();
    }

    /** The same for signals alone. */
    public Penalties withoutWords() {
        return new Penalties(evidence, style, Double.POSITIVE_INFINITY);
    }

    boolean hasGrams() {
        return grams < Double.POSITIVE_INFINITY;
    }

    double of(SignalFamily family) {
        return switch (family) {
            case AGREEMENT -> evidence * AGREEMENT;
            case EVIDENCE -> evidence;
            case STYLE -> evidence * style;
        };
    }
}
