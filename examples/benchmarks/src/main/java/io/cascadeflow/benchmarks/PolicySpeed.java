package io.cascadeflow.benchmarks;

import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs {@link PolicyBenchmark} under JMH. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = {
            "Measures one evaluation of policies of up to 1,000 rules over 40 facts, by JMH.",
            "Fails when one of 1,000 rules takes more than 30 microseconds."
        })
final class PolicySpeed implements Callable<Integer> {

    private static final double MOST_MICROS = 30;

    @Option(names = "--quick", description = "One short fork, to see that it runs; its figures mean little.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        ChainedOptionsBuilder options = new OptionsBuilder().include(PolicyBenchmark.class.getName());
        if (quick) {
            options.forks(1).warmupIterations(1).measurementIterations(1);
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        boolean slow = results.stream()
                .filter(result -> result.getParams().getParam("rules").equals("1000"))
                // the figure is for an evaluation; the other tells what the questions to its ruling take beside
                .filter(result -> result.getParams().getBenchmark().endsWith(".evaluate"))
                .anyMatch(result -> result.getPrimaryResult().getScore() > MOST_MICROS);
        return slow ? 1 : 0;
    }
}
