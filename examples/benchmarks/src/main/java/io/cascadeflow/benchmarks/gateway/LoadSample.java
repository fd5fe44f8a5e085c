package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.gateway.client.Clients;
import io.cascadeflow.benchmarks.measure.Quantiles;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One target under one load for some seconds.
 *
 * @param p50 milliseconds from the question's sending to the answer's last byte
 * @param cpuMicros processor time of the target for each answer; 0 where nobody stands between client and provider
 */
record LoadSample(double perSecond, double p50, double p90, double p99, int errors, double cpuMicros) {

    private static final long LEAD_IN = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    /** Asks for a second before anything counts. */
    static LoadSample take(Target target, int clients, Duration time) throws IOException {
        LoadTally tally = new LoadTally(target.question());
        try (Clients asking = new Clients(target.port(), clients, tally)) {
            asking.run(System.nanoTime() + LEAD_IN);
            tally.begin();
            long cpu = cpuNanos(target);
            long start = System.nanoTime();
            asking.run(start + time.toNanos());
            long took = System.nanoTime() - start;
            LoadSample sample = of(tally, took, cpuNanos(target) - cpu);
            int open = asking.drain(System.nanoTime() + PATIENCE);
            return open == 0 ? sample : sample.withErrors(open);
        }
    }

    private static LoadSample of(LoadTally tally, long tookNanos, long cpuNanos) {
        long[] nanos = tally.sortedNanos();
        return new LoadSample(
                tally.count() * 1e9 / tookNanos,
                Quantiles.at(nanos, 0.5),
                Quantiles.at(nanos, 0.9),
                Quantiles.at(nanos, 0.99),
                tally.errors(),
                tally.count() == 0 ? 0 : cpuNanos / 1e3 / tally.count());
    }

    private LoadSample withErrors(int more) {
        return new LoadSample(perSecond, p50, p90, p99, errors + more, cpuMicros);
    }

    private static long cpuNanos(Target target) {
        ProcessFigures process = target.process();
        return process == null ? 0 : process.cpu().toNanos();
    }
}
