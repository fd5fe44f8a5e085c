package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.gateway.client.Clients;
import io.cascadeflow.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A long time of everything that clients and providers do. Ends with 1 when something grows, stays held, hangs or is wrong. */
@Command(
        name = "gateway-soak",
        description = {
            "Asks the gateway for a long time in every way, with clients that leave and a provider that fails, and looks",
            "whether its heap after a collection, its threads, its open files or its holds on the ledger grow."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class GatewaySoak implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 90;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Option(names = "--minutes", defaultValue = "30", description = "How long.")
    private double minutes;

    @Option(
            names = "--warm-up-seconds",
            defaultValue = "60",
            description =
                    "How long it is asked before that, without a look: caches fill up, and the compiler is at work.")
    private long warmUpSeconds;

    @Option(names = "--sample-seconds", defaultValue = "60", description = "From one look at the gateway to the next.")
    private long sampleSeconds;

    @Option(names = "--clients", defaultValue = "24", description = "How many ask at once.")
    private int clients;

    @Option(
            names = "--pause-millis",
            defaultValue = "50",
            description = "The mean time that a client waits before it asks again.")
    private long pauseMillis;

    @Option(names = "--seed", defaultValue = "1", description = "Of what is asked, and when.")
    private long seed;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (ServerProcess provider = ServerProcess.start("fake-provider", "--every-millis=10");
                GatewayFolder folder = GatewayFolder.make(gateway, provider.baseUrl(), "requestTimeout=3s");
                GatewayProcess running = GatewayProcess.start(gateway, folder, 0)) {
            SoakReport report = soak(running);
            System.out.println(json ? report.json() : report.text());
            return report.holds() ? 0 : 1;
        }
    }

    private SoakReport soak(GatewayProcess running) throws IOException, InterruptedException {
        SoakTally tally = new SoakTally(seed, TimeUnit.MILLISECONDS.toNanos(pauseMillis));
        List<SoakSample> samples = new ArrayList<>();
        try (Clients asking = new Clients(running.port(), clients, tally)) {
            asking.run(System.nanoTime() + TimeUnit.SECONDS.toNanos(warmUpSeconds));
            long start = System.nanoTime();
            long end = start + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
            while (System.nanoTime() - end < 0) {
                asking.run(Math.min(end, System.nanoTime() + TimeUnit.SECONDS.toNanos(sampleSeconds)));
                samples.add(SoakSample.take(running, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)));
                System.err.println(samples.get(samples.size() - 1));
            }
            int unanswered = asking.drain(System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
            return SoakReport.of(samples, clients, tally, unanswered, awaitNoHolds(asking, running));
        }
    }

    /** Holds of those who left end a moment after them. */
    private static long awaitNoHolds(Clients asking, GatewayProcess running) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        long holds = SoakSample.holds(running.port());
        while (holds > 0 && System.nanoTime() - until < 0) {
            asking.run(System.nanoTime() + LOOK_NANOS);
            holds = SoakSample.holds(running.port());
        }
        return holds;
    }
}
