package io.cascadeflow.examples.replay.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.examples.replay.ProgressBar;
import io.cascadeflow.provider.offline.FileSource;
import io.cascadeflow.provider.offline.SourceException;
import io.cascadeflow.provider.offline.SourceLines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads recorded traffic of providers and prints what our protocols make of it. */
@Command(
        name = "wire",
        mixinStandardHelpOptions = true,
        description = {
            "Reads recorded replies of providers, and prints what we understand of each, one JSON object a line, then totals by provider.",
            "A line of the file is {\"id\",\"provider\",\"method\",\"path\",\"request\",\"status\",\"contentType\",\"response\"}.",
            "Streams are read whole, byte by byte, in two pieces and broken off; \"lost\" counts those that came to something else.",
            "Replies of protocols that are not built yet are counted as \"notBuilt\"."
        })
public final class WireCommand implements Callable<Integer> {

    @Option(
            names = "--file",
            required = true,
            paramLabel = "FILE",
            description = "the recorded traffic: JSON Lines, plain or gzip")
    private Path file = Path.of("");

    @Option(names = "--json", description = "print the totals as JSON too, as the last line")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        WireTotals totals = new WireTotals();
        int replies = count();
        if (replies == 0) {
            throw new SourceException(file.toString(), 0, "is empty; it should have a recorded reply a line", null);
        }
        // told when the bar is gone: both may be on the same terminal
        readings(replies, totals).forEach(out::println);
        out.print(json ? totals.json() + System.lineSeparator() : totals.table());
        out.flush();
        return 0;
    }

    private int count() {
        int replies = 0;
        try (SourceLines lines = SourceLines.of(new FileSource(file))) {
            while (lines.next() != null) {
                replies++;
            }
        }
        return replies;
    }

    private List<ObjectNode> readings(int replies, WireTotals totals) {
        List<ObjectNode> readings = new ArrayList<>(replies);
        WireProtocols protocols = new WireProtocols(Clock.systemUTC());
        try (SourceLines lines = SourceLines.of(new FileSource(file));
                ProgressBar progress = new ProgressBar(spec.commandLine().getErr(), "reading", replies)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                WireExchange exchange = exchange(line, lines.number());
                WireReading reading = WireReading.of(exchange, protocols.of(exchange));
                totals.add(reading);
                readings.add(reading.json());
                progress.step();
            }
        }
        return readings;
    }

    private WireExchange exchange(byte[] line, int number) {
        try {
            return WireExchange.read(line);
        } catch (IllegalArgumentException e) {
            throw new SourceException(file.toString(), number, String.valueOf(e.getMessage()), e);
        }
    }
}
