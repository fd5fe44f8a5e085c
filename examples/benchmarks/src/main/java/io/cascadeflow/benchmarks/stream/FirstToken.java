package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.benchmarks.measure.Quantiles;
import io.cascadeflow.benchmarks.measure.Spread;
import io.cascadeflow.benchmarks.measure.TransportKind;
import io.cascadeflow.benchmarks.server.ServerProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long the first token is on its way from the provider to who takes the answer. Of a cascade's draft it is the token that
 * lets the gate commit; before that one nothing may be shown. Ends with 1 when a median is above the limit.
 */
@Command(
        name = "first-token",
        description = {
            "Measures the time from the provider's write of a token to its receipt, beside the bare HTTP client.",
            "One stream after the other. Of a cascade it is the token that lets the gate commit to the draft."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class FirstToken implements Callable<Integer> {

    /** Enough for the gate to look and commit before the last. */
    private static final int TOKENS = 16;

    private static final long PATIENCE_SECONDS = 30;

    @Option(names = "--rounds", defaultValue = "7", description = "Rounds that count.")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "3", description = "Rounds before, which do not count.")
    private int warmUp;

    @Option(names = "--streams", defaultValue = "50", description = "Streams of each kind in a round.")
    private int streams;

    @Option(names = "--transport", defaultValue = "jdk", description = "${COMPLETION-CANDIDATES}")
    private TransportKind transport = TransportKind.jdk;

    @Option(names = "--max-millis", defaultValue = "2", description = "Fails when a median is above.")
    private double maxMillis;

    /** One stream; gives how long its first token was on its way. */
    private interface Way {
        long nanos() throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        try (ServerProcess server = ServerProcess.start(
                        "stream-server", "--tokens=" + TOKENS, "--tokens-per-second=400", "--first-millis=10");
                Asking asking = new Asking(server, transport)) {
            Map<String, Way> ways = ways(new BareClient(server), asking);
            Map<String, List<List<Long>>> results = new LinkedHashMap<>();
            for (int round = -warmUp; round < rounds; round++) {
                for (Map.Entry<String, Way> way : ways.entrySet()) {
                    List<Long> nanos = measure(way.getValue());
                    if (round >= 0) {
                        results.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
                                .add(nanos);
                    }
                }
            }
            return report(results) ? 0 : 1;
        }
    }

    private static Map<String, Way> ways(BareClient bare, Asking asking) throws Exception {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("bare JDK client, lines", () -> {
            Receipts receipts = new Receipts(TOKENS);
            bare.ask(receipts).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return receipts.delayNanos(0);
        });
        for (Form form : Form.values()) {
            AsyncProducer direct = asking.direct(form);
            ways.put("direct, " + form, () -> take(form, direct).delayNanos(0));
        }
        for (Form form : List.of(Form.callback, Form.body)) {
            AsyncProducer cascade = asking.cascade(form);
            ways.put("committed draft, " + form, () -> committed(asking, take(form, cascade)));
        }
        return ways;
    }

    private static Receipts take(Form form, AsyncProducer producer) throws Exception {
        Receipts receipts = new Receipts(TOKENS);
        form.take(producer, receipts).ended().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!receipts.isWhole()) {
            throw new IllegalStateException("%d of %d tokens came".formatted(receipts.count(), TOKENS));
        }
        return receipts;
    }

    private static long committed(Asking asking, Receipts receipts) {
        int token = asking.gate().takeCommittedAt();
        if (token < 0) {
            throw new IllegalStateException("the gate did not commit to the draft before its end");
        }
        return receipts.received(0) - receipts.sent(token);
    }

    private List<Long> measure(Way way) throws Exception {
        List<Long> nanos = new ArrayList<>();
        for (int stream = 0; stream < streams; stream++) {
            nanos.add(way.nanos());
        }
        return nanos;
    }

    private boolean report(Map<String, List<List<Long>>> results) {
        System.out.printf(
                "first token, ms: transport=%s java=%s, %d rounds of %d streams%n%-24s %s   %-17s %9s%n",
                transport,
                System.getProperty("java.version"),
                rounds,
                streams,
                "",
                Quantiles.head(),
                "median of rounds",
                "to bare");
        double bare = Double.NaN;
        boolean within = true;
        for (Map.Entry<String, List<List<Long>>> way : results.entrySet()) {
            Quantiles all = Quantiles.ofNanos(
                    way.getValue().stream().flatMap(List::stream).toList());
            Spread spread = Spread.of(way.getValue().stream()
                    .map(round -> Quantiles.ofNanos(round).median())
                    .toList());
            bare = Double.isNaN(bare) ? all.median() : bare;
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %s   %.3f to %.3f    %+9.3f%n",
                    way.getKey(),
                    all.cells(),
                    spread.least(),
                    spread.most(),
                    all.median() - bare);
            within &= all.median() <= maxMillis;
        }
        return within;
    }
}
