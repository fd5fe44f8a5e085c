package io.cascadeflow.benchmarks;

import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs {@link ClassifyBenchmark} under JMH. */
@Command(
        name = "classify",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what it takes to find the domain, the language, the complexity and the longest list of a question, by JMH.",
            "Fails when one of them takes more than 100 microseconds for a short question."
        })
final class ClassifySpeed implements Callable<Integer> {

    private static final double MOST_MICROS = 100;

    @Option(names = "--quick", description = "One short fork, to see that it runs; its figures mean little.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        ChainedOptionsBuilder options = new OptionsBuilder().include(ClassifyBenchmark.class.getName());
        if (quick) {
            options.forks(1).warmupIterations(1).measurementIterations(1);
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        boolean slow = results.stream()
                .filter(result -> result.getParams().getParam("length").equals("90"))
                .anyMatch(result -> result.getPrimaryResult().getScore() > MOST_MICROS);
        return slow ? 1 : 0;
    }
}
