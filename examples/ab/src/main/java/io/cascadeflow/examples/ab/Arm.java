package io.cascadeflow.examples.ab;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one cascade was asked.
 *
 * @param name {@code a} or {@code b}
 * @param asked its questions
 */
record Arm(String name, List<Asked> asked) {

    static Arm of(String name, List<Asked> all) {
        return new Arm(
                name, all.stream().filter(one -> one.cascade().equals(name)).toList());
    }

    /** What is compared. */
    enum Measure {
        COST,
        ACCEPTED,
        QUALITY;

        private @Nullable Double of(Asked one) {
            return switch (this) {
                case COST -> (Double) one.usd().doubleValue();
                case ACCEPTED -> one.accepted() ? 1.0 : 0.0;
                case QUALITY -> one.quality();
            };
        }
    }

    long users() {
        return asked.stream().map(Asked::user).distinct().count();
    }

    BigDecimal usd() {
        return asked.stream().map(Asked::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The known values, user by user: those of one user are alike. */
    List<double[]> byUser(Measure measure) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (Asked one : asked) {
            Double value = measure.of(one);
            if (value != null) {
                values.computeIfAbsent(one.user(), user -> new ArrayList<>()).add(value);
            }
        }
        return values.values().stream()
                .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
    }

    /** Not a number when nothing is known. */
    double mean(Measure measure) {
        return byUser(measure).stream()
                .flatMapToDouble(Arrays::stream)
                .average()
                .orElse(Double.NaN);
    }
}
