package io.cascadeflow.benchmarks.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.benchmarks.gateway.client.Clients;
import io.cascadeflow.benchmarks.gateway.provider.Play;
import io.cascadeflow.benchmarks.gateway.provider.Replies;
import io.cascadeflow.benchmarks.measure.Quantiles;
import io.cascadeflow.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many slow streams through the gateway at once. Ends with 1 when one of them is not whole, or they were never all open together. */
@Command(
        name = "gateway-streams",
        description = "Keeps many slow streams through the gateway open, and counts threads, heap, files and failures.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class GatewayStreams implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 60;

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Option(names = "--streams", defaultValue = "3000", description = "How many are open together.")
    private int streams;

    @Option(names = "--seconds", defaultValue = "25", description = "How long each one takes.")
    private int seconds;

    @Option(
            names = "--spread-seconds",
            defaultValue = "8",
            description = "Over how long they begin; less than --seconds.")
    private int spreadSeconds;

    @Option(
            names = "--model",
            defaultValue = GatewayFolder.MODEL,
            description = "Who is asked: ${DEFAULT-VALUE}, or " + GatewayFolder.CASCADE
                    + ", whose drafts wait until they are judged.")
    private String model = GatewayFolder.MODEL;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    /**
     * What was seen.
     *
     * @param open how many were open when threads, heap and files were counted: all of them
     * @param firstByteMillis from the question's sending to the answer's first byte
     */
    private record Report(
            int streams,
            int open,
            int whole,
            int failures,
            int threads,
            int handles,
            long liveHeapMib,
            Quantiles firstByteMillis) {

        String text() {
            return """
                    streams                        %9d
                    open together                  %9d
                    whole, to the end              %9d
                    failures                       %9d
                    the gateway's threads          %9d
                      files and connections        %9d
                      heap after a collection      %9d MiB
                    ms                             %s
                      to the first byte            %s""".formatted(
                            streams,
                            open,
                            whole,
                            failures,
                            threads,
                            handles,
                            liveHeapMib,
                            Quantiles.head(),
                            firstByteMillis.cells());
        }
    }

    @Override
    public Integer call() throws Exception {
        if (spreadSeconds >= seconds) {
            throw new IllegalArgumentException(
                    "--spread-seconds=%d leaves no time in which all of %d s are open together"
                            .formatted(spreadSeconds, seconds));
        }
        long everyMillis = TimeUnit.SECONDS.toMillis(seconds) / Replies.WORDS.size();
        try (ServerProcess provider = ServerProcess.start("fake-provider", "--every-millis=" + everyMillis);
                GatewayFolder folder = GatewayFolder.make(gateway, provider.baseUrl(), "requestTimeout=120s");
                GatewayProcess running = GatewayProcess.start(gateway, folder, 0)) {
            Report report = measure(running);
            System.out.println(
                    json
                            ? new ObjectMapper()
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(report)
                            : report.text());
            return report.whole() == streams && report.open() == streams ? 0 : 1;
        }
    }

    private Report measure(GatewayProcess running) throws IOException {
        long spread = TimeUnit.SECONDS.toNanos(spreadSeconds);
        StreamTally tally = new StreamTally(streams, Act.chat(model, Play.ANSWER, true, ""), spread / streams);
        try (Clients asking = new Clients(running.port(), streams, tally)) {
            long start = System.nanoTime();
            long all = TimeUnit.SECONDS.toNanos(seconds);
            asking.run(start + spread + (all - spread) / 2);
            int open = asking.open();
            ProcessFigures figures = running.figures();
            int threads = figures.threads();
            int handles = figures.handles();
            long liveHeapMib = figures.liveHeapKib() / 1024;
            asking.finish(start + spread + all + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
            return new Report(
                    streams,
                    open,
                    tally.whole(),
                    tally.failures() + asking.open(),
                    threads,
                    handles,
                    liveHeapMib,
                    tally.firstBytes());
        }
    }
}
