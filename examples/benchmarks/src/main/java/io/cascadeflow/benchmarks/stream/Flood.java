package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.benchmarks.measure.Quantiles;
import io.cascadeflow.benchmarks.measure.TransportKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What {@link Streams} saw.
 *
 * @param threads most platform threads alive at once, all of the JVM's included
 * @param heapMib most heap in use, garbage included
 * @param liveHeapMib heap in use after a collection, while all were open; the receipts themselves are part of it
 * @param receipts of each stream
 */
record Flood(int threads, long heapMib, long liveHeapMib, int failures, List<Receipts> receipts) {

    private static final double NANOS = 1e9;

    /** Where the time is taken of a token. */
    private interface Time {
        long of(Receipts receipts, int token);
    }

    boolean isWithin(int maxThreads, long maxHeapMib) {
        return failures == 0
                && lost() == 0
                && mostAtOnce() == receipts.size()
                && threads < maxThreads
                && heapMib <= maxHeapMib;
    }

    private long lost() {
        return receipts.stream().filter(stream -> !stream.isWhole()).count();
    }

    /** Of each stream's tokens those between two shares of it: beginnings and ends are work of their own. */
    private String cells(Time time, double from, double to) {
        return Quantiles.ofNanos(all(time, from, to)).cells();
    }

    private long[] all(Time time, double from, double to) {
        return receipts.stream()
                .flatMapToLong(stream -> IntStream.range((int) (from * stream.count()), (int) (to * stream.count()))
                        .mapToLong(token -> time.of(stream, token)))
                .toArray();
    }

    private List<Receipts> spoke() {
        return receipts.stream().filter(stream -> stream.count() > 0).toList();
    }

    /** Streams of which the server had sent the first token and not the last. */
    private int mostAtOnce() {
        long[] begun =
                spoke().stream().mapToLong(stream -> stream.sent(0)).sorted().toArray();
        long[] ended = spoke().stream()
                .mapToLong(stream -> stream.sent(stream.count() - 1))
                .sorted()
                .toArray();
        int most = 0;
        int over = 0;
        for (int open = 0; open < begun.length; open++) {
            while (ended[over] < begun[open]) {
                over++;
            }
            most = Math.max(most, open + 1 - over);
        }
        return most;
    }

    /** Tokens in a second, while all streams were open; 0 when they never were. */
    private double perSecond(Time time) {
        List<Receipts> spoke =
                receipts.stream().filter(stream -> stream.count() > 0).toList();
        long from = spoke().stream().mapToLong(stream -> stream.sent(0)).max().orElse(0);
        long to = spoke().stream()
                .mapToLong(stream -> stream.sent(stream.count() - 1))
                .min()
                .orElse(0);
        long count = LongStream.of(all(time, 0, 1))
                .filter(at -> at >= from && at < to)
                .count();
        return to <= from ? 0 : count / ((to - from) / NANOS);
    }

    String report(TransportKind transport, Form form, int rate) {
        return String.format(
                Locale.ROOT,
                """
                streams=%d at %d tokens/s, transport=%s form=%s java=%s
                  most streams at once     %9d
                  most platform threads    %9d
                  most heap in use         %9d MiB
                  heap after a collection  %9d MiB
                  tokens delivered         %9d
                  tokens/s sent            %9.0f
                  tokens/s delivered       %9.0f
                  failures                 %9d
                  streams that lost tokens %9d
                ms                         %s
                  a token's way to us      %s
                    first quarter          %s
                    middle half            %s
                    last quarter           %s
                  the server's lateness    %s""",
                receipts.size(),
                rate,
                transport,
                form,
                System.getProperty("java.version"),
                mostAtOnce(),
                threads,
                heapMib,
                liveHeapMib,
                receipts.stream().mapToLong(Receipts::count).sum(),
                perSecond(Receipts::sent),
                perSecond(Receipts::received),
                failures,
                lost(),
                Quantiles.head(),
                cells(Receipts::delayNanos, 0, 1),
                cells(Receipts::delayNanos, 0, 0.25),
                cells(Receipts::delayNanos, 0.25, 0.75),
                cells(Receipts::delayNanos, 0.75, 1),
                cells(Receipts::serverLateNanos, 0, 1));
    }
}
