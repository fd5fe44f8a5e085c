package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.benchmarks.measure.Quantiles;
import io.cascadeflow.benchmarks.measure.TransportKind;
import io.cascadeflow.benchmarks.server.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long it takes from the moment that nobody wants an answer any more until the provider sees its connection closed, and until
 * the call is settled. Ends with 1 when that is above the limit, or a hold on the budget stays.
 */
@Command(
        name = "disconnect",
        description = "Measures the time from a client's going away in mid-stream until the provider sees it.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Disconnect implements Callable<Integer> {

    /** More than come before the client goes: 100 s of them. */
    private static final int TOKENS = 10_000;

    /** After so many the client goes; the gate of a cascade has committed by then. */
    private static final int TAKEN = 15;

    private static final long PATIENCE_SECONDS = 20;

    @Option(names = "--streams", defaultValue = "50", description = "Of each way, one after the other.")
    private int streams;

    @Option(names = "--warm-up", defaultValue = "10", description = "Streams of each way before, which do not count.")
    private int warmUp;

    @Option(names = "--transport", defaultValue = "jdk", description = "${COMPLETION-CANDIDATES}")
    private TransportKind transport = TransportKind.jdk;

    @Option(names = "--max-millis", defaultValue = "100", description = "Fails when a way's p95 is above.")
    private double maxMillis;

    /** When the server saw which stream closed. */
    private final Map<Integer, CompletableFuture<Long>> closed = new ConcurrentHashMap<>();

    private final List<Long> seen = new ArrayList<>();
    private final List<Long> settled = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        try (ServerProcess server = ServerProcess.start(
                        "stream-server", "--tokens=" + TOKENS, "--tokens-per-second=100", "--first-millis=5");
                Asking asking = new Asking(server, transport)) {
            server.onLine(this::hear);
            System.out.printf(
                    "client gone in mid-stream, ms: transport=%s java=%s, %d streams a way%n%-32s %-40s  %s%n",
                    transport,
                    System.getProperty("java.version"),
                    streams,
                    "",
                    "until the provider sees it",
                    "until the call is settled");
            System.out.printf("%-32s %s  %s%n", "", Quantiles.head(), Quantiles.head());
            boolean within = true;
            for (Way way : Way.all(asking)) {
                within &= measure(way, asking);
            }
            return within ? 0 : 1;
        }
    }

    private void hear(String line) {
        String[] words = line.split(" ");
        if (words[0].equals(StreamServer.CLOSED)) {
            closed(Integer.parseInt(words[1])).complete(Long.parseLong(words[2]));
        }
    }

    private CompletableFuture<Long> closed(int stream) {
        return closed.computeIfAbsent(stream, number -> new CompletableFuture<>());
    }

    private boolean measure(Way way, Asking asking) throws Exception {
        for (int i = 0; i < warmUp; i++) {
            leave(way);
        }
        seen.clear();
        settled.clear();
        for (int i = 0; i < streams; i++) {
            leave(way);
        }
        Quantiles until = Quantiles.ofNanos(seen);
        long holds = asking.holds();
        System.out.printf(
                "%-32s %s  %s%s%n",
                way.name(),
                until.cells(),
                Quantiles.ofNanos(settled).cells(),
                holds == 0 ? "" : "  " + holds + " HOLDS STAY");
        return until.p95() <= maxMillis && holds == 0;
    }

    private void leave(Way way) throws Exception {
        CountDownLatch taken = new CountDownLatch(TAKEN);
        Receipts receipts = new Receipts(TOKENS, taken::countDown);
        CompletableFuture<Void> stop = new CompletableFuture<>();
        Taking taking = way.take(stop, receipts);
        if (!taken.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "%s: no %d tokens came within %d s".formatted(way.name(), TAKEN, PATIENCE_SECONDS));
        }
        CompletableFuture<Long> end = taking.ended().handle((nothing, failure) -> System.nanoTime());
        long left = System.nanoTime();
        way.leaving().leave(taking, stop);
        seen.add(closed(receipts.stream()).get(PATIENCE_SECONDS, TimeUnit.SECONDS) - left);
        settled.add(end.get(PATIENCE_SECONDS, TimeUnit.SECONDS) - left);
    }
}
