package io.cascadeflow.examples.failover;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.wall.Outage;
import io.cascadeflow.wall.Scenario.Form;
import io.cascadeflow.wall.Trial.Way;
import io.cascadeflow.wall.Wall;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of an outage, and what is shown of it. */
abstract class OutageOptions {

    private static final String PRIMARY = "primary-served";
    private static final Duration LONGEST = Duration.ofSeconds(45);

    /** The values of the endpoints' option {@code transport}. */
    enum Transport {
        jdk,
        camel,
        vertx
    }

    @Option(
            names = "--down-after",
            defaultValue = "PT2S",
            description = "how long the first server is healthy (default: ${DEFAULT-VALUE})")
    private Duration downAfter = Duration.ZERO;

    @Option(
            names = "--down-for",
            defaultValue = "PT3S",
            description = "how long it is down then (default: ${DEFAULT-VALUE})")
    private Duration downFor = Duration.ZERO;

    @Option(names = "--calls", defaultValue = "40", description = "how many calls are made (default: ${DEFAULT-VALUE})")
    private int calls;

    @Option(
            names = "--every",
            defaultValue = "PT0.2S",
            description = "the time between two calls (default: ${DEFAULT-VALUE})")
    private Duration every = Duration.ZERO;

    @Option(
            names = "--transport",
            defaultValue = "jdk",
            description = "the endpoints' option of that name: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Transport transport = Transport.jdk;

    @Option(names = "--picture", paramLabel = "FILE", description = "draws who answered when, as SVG")
    private @Nullable Path picture;

    @Option(names = "--json", description = "prints one JSON object instead of the table")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    final int show() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Outage outage = outage();
        Outage.Record record;
        try (Wall wall = new Wall()) {
            record = wall.run(outage, Form.WHOLE, Way.FAIL_OVER, transport.name(), call -> {});
        }
        List<String> complaints = outage.complaints(Way.FAIL_OVER, record);
        out.println(json ? json(record, complaints) : table(outage, record, complaints));
        if (picture != null) {
            Files.writeString(picture, Timeline.of(outage, record));
        }
        return complaints.isEmpty() ? 0 : 1;
    }

    private Outage outage() {
        if (every.multipliedBy(calls).compareTo(LONGEST) > 0) {
            throw new ParameterException(
                    spec.commandLine(), "the calls would take longer than 45 s: give fewer --calls, or --every less");
        }
        try {
            return new Outage(downAfter, downAfter.plus(downFor), calls, every);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static String table(Outage outage, Outage.Record record, List<String> complaints) {
        String calls = record.calls().stream()
                .map(call -> "%7.1f s  %-4s  %-8s  %5d ms"
                        .formatted(
                                call.at().toMillis() / 1000.0,
                                outage.down(call) ? "down" : "up",
                                served(call),
                                call.took().toMillis()))
                .collect(Collectors.joining("%n".formatted()));
        return "%9s  %-4s  %-8s  %8s%n%s%n%n%d calls, %d answered by the first server, %d by the second, %d failed; %d paid, %s USD still held; while it was down the first was asked %d times%s"
                .formatted(
                        "call at",
                        "it is",
                        "answer by",
                        "took",
                        calls,
                        record.calls().size(),
                        count(record, "first"),
                        count(record, "second"),
                        count(record, "nobody"),
                        record.paid(),
                        record.held(),
                        record.askedWhileDown(),
                        complaints.isEmpty() ? "" : "%n%s".formatted(complaints));
    }

    private static ObjectNode json(Outage.Record record, List<String> complaints) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (String server : List.of("first", "second", "nobody")) {
            json.put(server, count(record, server));
        }
        json.put("calls", record.calls().size())
                .put("paid", record.paid())
                .put("firstAskedWhileDown", record.askedWhileDown())
                .put("heldUsd", record.held().toString());
        complaints.forEach(json.putArray("complaints")::add);
        return json;
    }

    private static long count(Outage.Record record, String server) {
        return record.calls().stream()
                .filter(call -> served(call).equals(server))
                .count();
    }

    private static String served(Outage.Call call) {
        return call.servedBy().isEmpty() ? "nobody" : call.servedBy().equals(PRIMARY) ? "first" : "second";
    }
}
