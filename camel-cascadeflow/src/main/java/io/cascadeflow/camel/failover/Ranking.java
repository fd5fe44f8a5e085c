package io.cascadeflow.camel.failover;

import io.cascadeflow.camel.failover.Alternative.Standing;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** Puts the endpoints of a tier in the order in which they are asked. A pure function, but for the chance it is given. */
final class Ranking {

    private Ranking() {}

    /**
     * @param standings at least one
     * @param random draws from 0 up to 1
     * @return the indices of the endpoints, each once
     */
    static List<Integer> of(List<Standing> standings, EndpointOrder order, DoubleSupplier random) {
        return switch (order) {
            case IN_ORDER -> written(standings);
            case WEIGHTED -> drawn(standings, random);
            case LEAST_LATENCY ->
                by(
                        standings,
                        // what was never measured is tried first, what just failed comes last
                        Comparator.comparing(Standing::failing)
                                .thenComparing(
                                        Standing::latency, Comparator.nullsFirst(Comparator.<Duration>naturalOrder())));
            case CHEAPEST ->
                by(
                        standings,
                        Comparator.comparing(
                                Standing::price, Comparator.nullsLast(Comparator.<BigDecimal>naturalOrder())));
        };
    }

    private static List<Integer> written(List<Standing> standings) {
        return IntStream.range(0, standings.size()).boxed().toList();
    }

    /** Equals stay as they are written. */
    private static List<Integer> by(List<Standing> standings, Comparator<Standing> comparator) {
        return written(standings).stream()
                .sorted(Comparator.comparing(standings::get, comparator))
                .toList();
    }

    private static List<Integer> drawn(List<Standing> standings, DoubleSupplier random) {
        List<Integer> left = new ArrayList<>(written(standings));
        List<Integer> drawn = new ArrayList<>();
        while (!left.isEmpty()) {
            long all = left.stream().mapToLong(i -> standings.get(i).weight()).sum();
            double at = random.getAsDouble() * all;
            int next = 0;
            for (at -= standings.get(left.get(0)).weight(); at >= 0 && next < left.size() - 1; ) {
                next++;
                at -= standings.get(left.get(next)).weight();
            }
            drawn.add(left.remove(next));
        }
        return drawn;
    }
}
