package io.cascadeflow.camel.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Makes the meters of our metrics in a registry. What reads something else's numbers is taken back at the end. */
final class Meters {

    private final MeterRegistry registry;
    private final Queue<Meter> readers = new ConcurrentLinkedQueue<>();

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    Family<Counter> counters(Metric metric) {
        return new Family<>(
                metric,
                tags -> Counter.builder(metric.id())
                        .description(metric.description())
                        .baseUnit(unit(metric))
                        .tags(tags)
                        .register(registry));
    }

    Family<Timer> timers(Metric metric, Duration... buckets) {
        return new Family<>(
                metric,
                tags -> Timer.builder(metric.id())
                        .description(metric.description())
                        .serviceLevelObjectives(buckets)
                        .tags(tags)
                        .register(registry));
    }

    Family<DistributionSummary> summaries(Metric metric, double... buckets) {
        return new Family<>(
                metric,
                tags -> DistributionSummary.builder(metric.id())
                        .description(metric.description())
                        .serviceLevelObjectives(buckets)
                        .tags(tags)
                        .register(registry));
    }

    void gauge(Metric metric, Tags tags, Supplier<Number> value) {
        readers.add(Gauge.builder(metric.id(), value)
                .description(metric.description())
                .baseUnit(unit(metric))
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    <T> void count(Metric metric, Tags tags, T of, ToDoubleFunction<T> value) {
        readers.add(FunctionCounter.builder(metric.id(), of, value)
                .description(metric.description())
                .baseUnit(unit(metric))
                .tags(tags)
                .register(registry));
    }

    private static @Nullable String unit(Metric metric) {
        return metric.unit().isEmpty() ? null : metric.unit();
    }

    void close() {
        readers.forEach(registry::remove);
        readers.clear();
    }
}
