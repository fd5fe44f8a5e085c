package io.cascadeflow.examples.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.DecisionStory;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.audit.trail.KeptDecisions;
import io.cascadeflow.audit.trail.KeptToolCall;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds decisions. */
@Command(
        name = "find",
        mixinStandardHelpOptions = true,
        description = "Finds decisions, oldest first, a page at a time; by --id with its story, tools included.")
final class FindAuditCommand implements Callable<Integer> {

    private static final String ROW = "%-24s %-36s %-16s %-16s %-10s %-14s %s%n";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AuditPlace place = new AuditPlace();

    @Mixin
    private AuditFilter filter = new AuditFilter();

    @Option(names = "--most", paramLabel = "N", defaultValue = "100", description = "How many, 1 to 10000.")
    private int most = AuditQuery.ALL.most();

    @Option(names = "--after", paramLabel = "PLACE", description = "Goes on where the page before said.")
    private @Nullable String after;

    @Option(names = "--json", description = "Prints JSON: whole decisions, and where the next page begins.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        AuditQuery query = filter.query().most(most).after(after == null ? null : KeptDecision.Place.of(after));
        KeptDecisions kept = place.open();
        List<KeptDecision> page = kept.find(query);
        // found by time, tenant or outcome there may be thousands, and a file is read anew for each
        boolean whole = query.id() != null;
        String next =
                page.size() < most ? null : page.get(page.size() - 1).place().toString();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode all = AdminClient.object();
            ArrayNode decisions = all.putArray("decisions");
            for (KeptDecision decision : page) {
                decisions.add(whole ? withCalls(decision, kept) : decision.json());
            }
            out.println(all.put("next", next).toPrettyString());
        } else {
            out.printf(ROW, "at", "id", "tenant", "cascade", "outcome", "USD", "reason");
            for (KeptDecision decision : page) {
                out.printf(ROW, row(decision));
                if (whole) {
                    DecisionStory.of(decision.json(), calls(decision, kept)).forEach(out::println);
                }
            }
            if (next != null) {
                out.println("there may be more: --after " + next);
            }
        }
        return 0;
    }

    private static List<KeptToolCall> calls(KeptDecision decision, KeptDecisions kept) throws IOException {
        return kept.toolCalls(Objects.requireNonNullElse(decision.text("id"), ""));
    }

    private static JsonNode withCalls(KeptDecision decision, KeptDecisions kept) throws IOException {
        ObjectNode whole = decision.json().deepCopy();
        ArrayNode calls = whole.putArray("toolCalls");
        calls(decision, kept).forEach(called -> calls.add(called.json()));
        return whole;
    }

    private static Object[] row(KeptDecision decision) {
        return List.of("at", "id", "tenant", "cascade", "outcome", "totalCostUsd", "reason").stream()
                .map(member -> Objects.requireNonNullElse(decision.text(member), "-"))
                .toArray();
    }
}
