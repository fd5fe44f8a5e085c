package io.cascadeflow.benchmarks.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What a long time of mixed load showed.
 *
 * @param unanswered questions that had no answer when time was up: must be none
 * @param holdsLeft calls still held on the ledger when all was over: must be none
 */
record SoakReport(
        List<SoakSample> samples,
        List<Growth> growth,
        Map<Act, SoakTally.Counts> acts,
        int unanswered,
        long holdsLeft) {

    private static final double HEAP_SHARE = 0.15;
    private static final double HEAP_KIB = 4096;

    private static final double FEW_THREADS = 5;
    private static final double FEW_HANDLES = 10;

    /** @param clients so many calls, and connections in both directions, may be there in one sample and not in another */
    static SoakReport of(List<SoakSample> samples, int clients, SoakTally tally, int unanswered, long holdsLeft) {
        return new SoakReport(
                samples,
                List.of(
                        Growth.of("heap, KiB", samples, SoakSample::liveHeapKib, HEAP_SHARE, HEAP_KIB),
                        Growth.of("threads", samples, SoakSample::threads, 0, FEW_THREADS),
                        Growth.of("files and connections", samples, SoakSample::handles, 0, FEW_HANDLES + clients),
                        Growth.of("holds", samples, SoakSample::holds, 0, clients)),
                tally.counts(),
                unanswered,
                holdsLeft);
    }

    private int sum(ToIntFunction<SoakTally.Counts> count) {
        return acts.values().stream().mapToInt(count).sum();
    }

    boolean holds() {
        return growth.stream().noneMatch(Growth::grew)
                && sum(SoakTally.Counts::wrong) == 0
                && sum(SoakTally.Counts::refused) == 0
                && sum(SoakTally.Counts::broken) == 0
                && unanswered == 0
                && holdsLeft == 0;
    }

    String json() throws IOException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("%8s %12s %8s %8s %8s".formatted("s", "heap KiB", "threads", "files", "holds"));
        samples.forEach(one -> lines.add("%8d %12d %8d %8d %8d"
                .formatted(one.atSeconds(), one.liveHeapKib(), one.threads(), one.handles(), one.holds())));
        lines.add("%-24s %12s %12s %12s".formatted("", "first third", "last third", "at most"));
        growth.forEach(one -> lines.add(one.row()));
        lines.add("%-24s %8s %8s %8s %8s %8s".formatted("", "good", "refused", "wrong", "broken", "left"));
        acts.forEach((act, count) -> lines.add("%-24s %8d %8d %8d %8d %8d"
                .formatted(act, count.good(), count.refused(), count.wrong(), count.broken(), count.left())));
        lines.add("without an answer        %8d".formatted(unanswered));
        lines.add("held when all was over   %8d".formatted(holdsLeft));
        return String.join(System.lineSeparator(), lines);
    }
}
