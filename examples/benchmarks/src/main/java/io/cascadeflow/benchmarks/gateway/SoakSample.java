package io.cascadeflow.benchmarks.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the gateway has at one moment.
 *
 * @param atSeconds since the beginning
 * @param liveHeapKib after a collection
 * @param handles files and connections
 * @param holds calls on the ledger whose hold has not ended
 */
record SoakSample(long atSeconds, long liveHeapKib, int threads, int handles, long holds) {

    private static final Pattern HOLDS = Pattern.compile("(?m)^cascadeflow_holds_open(?:\\{.*})? (\\S+)$");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static SoakSample take(GatewayProcess gateway, long atSeconds) throws IOException, InterruptedException {
        ProcessFigures figures = gateway.figures();
        return new SoakSample(
                atSeconds, figures.liveHeapKib(), figures.threads(), figures.handles(), holds(gateway.port()));
    }

    /** As the gateway's own metrics tell it: its slices are in its memory. */
    static long holds(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(PATIENCE)
                .build();
        String metrics = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        Matcher holds = HOLDS.matcher(metrics);
        if (!holds.find()) {
            throw new IOException("the gateway's metrics do not tell the ledger's holds:\n" + metrics);
        }
        return (long) Double.parseDouble(holds.group(1));
    }
}
