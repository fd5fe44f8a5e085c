package io.cascadeflow.camel.config;

import io.cascadeflow.policy.Weights;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Reads weights: of {@code objective} of a cascade, and of {@code weights} of a rule.
 *
 * @param problems where wrong values go
 * @param values reads single values
 */
record WeightsReader(Problems problems, Values values) {

    private static final List<String> KEYS = List.of("quality", "cost", "latency", "energy");
    private static final BigDecimal A_MILLION = new BigDecimal("1e6");

    /** Those that are not there count nothing. Empty when one makes no sense, or none counts. */
    Optional<Weights> weights(Tree tree) {
        Section section = Section.of(tree, KEYS, problems);
        List<Optional<Double>> weights = KEYS.stream()
                .map(key -> section.get(key).map(this::weight).orElse(Optional.of(0.0)))
                .toList();
        if (!weights.stream().allMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        boolean some = weights.stream().anyMatch(weight -> weight.orElse(0.0) > 0);
        // what is wrong otherwise has been told already
        if (!some
                && section.written(KEYS).size()
                        == KEYS.stream()
                                .filter(key -> section.get(key).isPresent())
                                .count()) {
            problems.add(tree.place(), "nothing counts here; set one of %s above 0", String.join(", ", KEYS));
        }
        return some
                ? Optional.of(new Weights(
                        weights.get(0).orElse(0.0),
                        weights.get(1).orElse(0.0),
                        weights.get(2).orElse(0.0),
                        weights.get(3).orElse(0.0)))
                : Optional.empty();
    }

    private Optional<Double> weight(Tree tree) {
        return values.number(tree)
                .filter(
                        weight -> values.holds(
                                tree,
                                weight.signum() >= 0 && weight.compareTo(A_MILLION) <= 0,
                                "%s is no weight; it is a number from 0 to a million, and only its ratio to the others matters"))
                .map(BigDecimal::doubleValue);
    }
}
