package io.cascadeflow.examples.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.gateway.CascadeFlowGateway;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/** Starts everything but the server, and says what is there; on request asks every model once. */
final class CheckRun {

    private static final int FEW_TOKENS = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServeOptions options;
    private final boolean ask;
    private final boolean json;

    /**
     * One model or cascade.
     *
     * @param cost in US dollars; absent when it was not asked, or nobody knows
     * @param problem absent when there is none
     */
    private record Line(
            String name,
            String endpoint,
            @Nullable BigDecimal cost,
            @Nullable String problem) {}

    CheckRun(ServeOptions options, boolean ask, boolean json) {
        this.options = options;
        this.ask = ask;
        this.json = json;
    }

    int run(PrintWriter out) throws Exception {
        CascadeFlowGateway gateway = new CascadeFlowGateway().serving(false);
        Main main = Serving.main(options, gateway);
        try {
            main.start();
            List<Line> lines = lines(Serving.context(main), gateway.served());
            out.println(json ? json(lines) : text(lines));
            return lines.stream().allMatch(line -> line.problem() == null) ? 0 : 1;
        } finally {
            main.stop();
        }
    }

    private List<Line> lines(CamelContext camel, Map<String, String> served) {
        List<Line> lines = new ArrayList<>();
        try (FluentProducerTemplate asking = camel.createFluentProducerTemplate()) {
            new TreeMap<>(served)
                    .forEach((name, uri) -> lines.add(ask ? asked(asking, name, uri) : unasked(name, uri)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static Line unasked(String name, String uri) {
        return new Line(name, withoutOptions(uri), null, null);
    }

    private static Line asked(FluentProducerTemplate asking, String name, String uri) {
        Exchange exchange = asking.to(uri)
                .withBody("Say ok.")
                .withHeader(CascadeFlowConstants.MAX_TOKENS, FEW_TOKENS)
                .send();
        BigDecimal cost = exchange.getMessage().getHeader(CascadeFlowConstants.COST, BigDecimal.class);
        Exception failure = exchange.getException();
        return new Line(name, withoutOptions(uri), cost, failure == null ? null : Reasons.of(failure));
    }

    /** They may hold a key. */
    private static String withoutOptions(String uri) {
        return uri.split("\\?", 2)[0];
    }

    private static String text(List<Line> lines) {
        StringBuilder text = new StringBuilder("%-32s %-40s %-14s %s".formatted("name", "endpoint", "cost in USD", ""));
        for (Line line : lines) {
            text.append(System.lineSeparator())
                    .append("%-32s %-40s %-14s %s"
                            .formatted(
                                    line.name(),
                                    line.endpoint(),
                                    line.cost() == null ? "-" : line.cost().toPlainString(),
                                    line.problem() == null ? "ok" : line.problem()));
        }
        return text.toString();
    }

    private static String json(List<Line> lines) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode served = json.putArray("served");
        for (Line line : lines) {
            served.addObject()
                    .put("name", line.name())
                    .put("endpoint", line.endpoint())
                    .put("cost", line.cost())
                    .put("problem", line.problem());
        }
        return json.toPrettyString();
    }
}
