package io.cascadeflow.benchmarks.guard;

import io.cascadeflow.guard.eval.MadeUpItems;
import io.cascadeflow.guard.eval.Score;
import io.cascadeflow.guard.eval.Scores;
import io.cascadeflow.guard.find.Detectors;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what guards find of made-up texts, and runs {@link GuardBenchmark} under JMH. */
@Command(
        name = "guard",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what guards find in a generated set of texts in 20 locales, by kind and by locale, and by JMH how long that takes.",
            "Fails below a recall of 0.98 or a precision of 0.95, or when a KiB takes more than 200 microseconds."
        })
public final class GuardFigures implements Callable<Integer> {

    private static final double LEAST_RECALL = 0.98;
    private static final double LEAST_PRECISION = 0.95;
    private static final double MOST_MICROS_PER_KIBIBYTE = 200;
    private static final int KIBIBYTE = 1024;

    @Option(names = "--seed", defaultValue = "11", description = "Of the generated set (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--wrong", description = "Also print every item that was not found, or wrongly.")
    private boolean wrong;

    @Option(names = "--found-only", description = "Leave out the time.")
    private boolean foundOnly;

    @Option(names = "--quick", description = "One short iteration, to see that it runs; its times mean little.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        Scores scores = new Scores(Detectors.of(Set.of(), List.of()), MadeUpItems.all(seed));
        System.out.println(scores.table());
        if (wrong) {
            scores.wrong()
                    .forEach(one -> System.out.printf(
                            "%s %s, %s: %s %s%n",
                            one.item().locale(),
                            one.item().kind(),
                            one.item().form(),
                            one.item().text(),
                            one.found()));
        }
        Score all = scores.all();
        boolean finds = all.recall() >= LEAST_RECALL && all.precision() >= LEAST_PRECISION;
        return finds && (foundOnly || isFast()) ? 0 : 1;
    }

    private boolean isFast() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().include(GuardBenchmark.class.getName());
        if (quick) {
            options.warmupIterations(1).measurementIterations(1);
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        boolean fast = true;
        for (RunResult result : results) {
            double kibibytes = Double.parseDouble(result.getParams().getParam("characters")) / KIBIBYTE;
            double micros = result.getPrimaryResult().getScore() / kibibytes;
            System.out.printf(
                    Locale.ROOT,
                    "%-8s %-6s %6.0f KiB: %8.2f us/KiB%n",
                    result.getPrimaryResult().getLabel(),
                    result.getParams().getParam("text"),
                    kibibytes,
                    micros);
            fast &= micros <= MOST_MICROS_PER_KIBIBYTE;
        }
        return fast;
    }
}
