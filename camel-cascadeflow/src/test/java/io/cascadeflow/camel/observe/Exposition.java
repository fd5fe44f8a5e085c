package io.cascadeflow.camel.observe;

import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Prometheus sees of all metrics: a real scrape of a registry that has one meter of each. */
final class Exposition {

    private static final Pattern SERIES = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    private Exposition() {}

    /** The labels of each series, by its name. */
    static Map<String, Set<String>> series() {
        Map<String, Set<String>> series = new HashMap<>();
        Arrays.stream(Metric.values()).forEach(metric -> series.putAll(of(metric)));
        return series;
    }

    /** Those of one metric. */
    static Map<String, Set<String>> of(Metric metric) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        register(metric, new Meters(registry));
        Map<String, Set<String>> series = new HashMap<>();
        Matcher line = SERIES.matcher(registry.scrape());
        while (line.find()) {
            series.computeIfAbsent(line.group(1), any -> new HashSet<>()).addAll(labels(line.group(2)));
        }
        return series;
    }

    private static Set<String> labels(String text) {
        return text == null
                ? Set.of()
                : LABEL.matcher(text).results().map(label -> label.group(1)).collect(Collectors.toSet());
    }

    private static void register(Metric metric, Meters meters) {
        String[] values = metric.labels().stream().map(label -> "x").toArray(String[]::new);
        Tags tags = metric.labels().stream().map(label -> Tags.of(label, "x")).reduce(Tags.empty(), Tags::and);
        switch (metric.kind()) {
            case COUNTER -> meters.counters(metric).of(values).increment();
            case GAUGE -> meters.gauge(metric, tags, () -> 1);
            case TIMER -> meters.timers(metric, Buckets.durations()).of(values).record(Duration.ofMillis(1));
            case SUMMARY ->
                meters.summaries(metric, Buckets.tokens()).of(values).record(1);
        }
    }

    /** The name that all of a metric's series begin with. */
    static String name(Metric metric) {
        Stream<String> names = of(metric).keySet().stream();
        return names.filter(name -> !name.endsWith("_bucket") && !name.endsWith("_sum") && !name.endsWith("_max"))
                .map(name -> name.replaceFirst("_count$", ""))
                .findFirst()
                .orElseThrow();
    }
}
