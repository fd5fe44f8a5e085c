package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.benchmarks.measure.Peaks;
import io.cascadeflow.benchmarks.measure.TransportKind;
import io.cascadeflow.benchmarks.server.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.AsyncProducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many streams at once. Ends with 1 when one of them lost a token or failed, they were never all open together, or a limit was passed. */
@Command(
        name = "streams",
        description = "Keeps many streams open and counts threads, heap, tokens, their delay, and failures.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Streams implements Callable<Integer> {

    private static final int FIRST_MILLIS = 100;

    private static final long PATIENCE_SECONDS = 60;

    @Option(names = "--streams", defaultValue = "2000", description = "How many streams are open together.")
    private int streams;

    @Option(names = "--tokens-per-second", defaultValue = "20", description = "Of each stream.")
    private int rate;

    @Option(names = "--seconds", defaultValue = "20", description = "How long each stream is.")
    private int seconds;

    @Option(
            names = "--spread-seconds",
            defaultValue = "5",
            description =
                    "Over how long they begin, and so end; less than --seconds. With 0 all begin and end at once.")
    private int spreadSeconds;

    @Option(names = "--transport", defaultValue = "jdk", description = "${COMPLETION-CANDIDATES}")
    private TransportKind transport = TransportKind.jdk;

    @Option(names = "--form", defaultValue = "callback", description = "How they are taken: ${COMPLETION-CANDIDATES}")
    private Form form = Form.callback;

    @Option(names = "--max-threads", defaultValue = "100", description = "Fails at this many platform threads.")
    private int maxThreads;

    @Option(names = "--max-heap-mib", defaultValue = "1024", description = "Fails above this much heap in use.")
    private long maxHeapMib;

    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public Integer call() throws Exception {
        if (spreadSeconds >= seconds) {
            throw new IllegalArgumentException(
                    "--spread-seconds=%d leaves no time in which all of %d s are open together"
                            .formatted(spreadSeconds, seconds));
        }
        int tokens = rate * seconds;
        try (ServerProcess server = ServerProcess.start(
                        "stream-server",
                        "--tokens=" + tokens,
                        "--tokens-per-second=" + rate,
                        "--first-millis=" + FIRST_MILLIS);
                Asking asking = new Asking(server, transport);
                Peaks peaks = new Peaks()) {
            Flood flood = measure(asking.direct(form), tokens, peaks);
            System.out.println(flood.report(transport, form, rate));
            return flood.isWithin(maxThreads, maxHeapMib) ? 0 : 1;
        }
    }

    private Flood measure(AsyncProducer producer, int tokens, Peaks peaks) throws Exception {
        List<Receipts> all = new ArrayList<>();
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        long start = System.nanoTime();
        long apart = TimeUnit.SECONDS.toNanos(spreadSeconds) / streams;
        for (int stream = 0; stream < streams; stream++) {
            LockSupport.parkNanos(start + stream * apart - System.nanoTime());
            Receipts receipts = new Receipts(tokens);
            all.add(receipts);
            ends.add(form.take(producer, receipts).ended().handle(this::ended));
        }
        CompletableFuture<Void> over = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
        long live = liveHeap(over, peaks);
        over.get(seconds + PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new Flood(peaks.mostThreads(), peaks.mostHeapMib(), live, failures.get(), all);
    }

    /** While all are open; the collection that this takes is among the delays that are told. */
    private long liveHeap(CompletableFuture<Void> over, Peaks peaks) throws Exception {
        try {
            over.get((seconds - spreadSeconds) * 500L, TimeUnit.MILLISECONDS);
        } catch (TimeoutException halfway) {
            return peaks.liveHeapMib();
        }
        throw new IllegalStateException("all streams ended before they could be looked at");
    }

    private Void ended(Void nothing, Throwable failure) {
        if (failure != null && failures.incrementAndGet() == 1) {
            System.err.println("first failure: " + failure);
        }
        return nothing;
    }
}
