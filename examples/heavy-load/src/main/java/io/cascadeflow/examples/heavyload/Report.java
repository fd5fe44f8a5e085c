package io.cascadeflow.examples.heavyload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.budget.report.LedgerSpend;
import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.savings.ListPriceSavings;
import io.cascadeflow.budget.report.savings.Savings;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/**
 * What it came to in the end.
 *
 * @param tally what became of the questions
 * @param money how the budget stands
 * @param answers lines of the file of answers
 * @param later lines of the file of what was put aside
 * @param savings against asking the dear model alone, by the ledger
 */
record Report(Tally tally, Standing money, long answers, long later, Savings savings) {

    /** The budget of all questions. */
    static final String BUDGET = "rush";

    /** @param large the dear model, whose list price savings are held against; empty when its endpoint does not tell */
    static Report of(CamelContext camel, Tally tally, Path folder, Optional<ModelId> large, SpendRange range)
            throws IOException {
        CascadeFlowBudgets budgets = CascadeFlowBudgets.in(camel);
        Map<String, ModelId> last = large.map(model -> Map.of("desk", model)).orElse(Map.of());
        PriceCatalog prices = camel.getComponent("cascadeflow", CascadeFlowComponent.class)
                .pricing()
                .catalog();
        return new Report(
                tally,
                budgets.standing(BUDGET, Map.of()),
                lines(folder.resolve("answers.jsonl")),
                lines(folder.resolve("later.jsonl")),
                new ListPriceSavings(last, prices).in(range, new LedgerSpend(budgets.ledger())));
    }

    private static long lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (var lines = Files.lines(file)) {
            return lines.count();
        }
    }

    /** What must never be; empty when all is well. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (answers + later != tally.asked() || answers != tally.answered()) {
            complaints.add("%d questions were asked, %d are among the answers and %d put aside"
                    .formatted(tally.asked(), answers, later));
        }
        if (spent().compareTo(limit()) > 0) {
            complaints.add("%s USD were spent of %s".formatted(spent(), limit()));
        }
        if (held().compareTo(Usd.ZERO) != 0) {
            complaints.add("%s USD are still held".formatted(held()));
        }
        if (!spent().equals(tally.cost())) {
            complaints.add("the decisions cost %s USD, the ledger has %s".formatted(tally.cost(), spent()));
        }
        return complaints;
    }

    private Usd spent() {
        return money.balance().settled().usd();
    }

    private Usd held() {
        return money.balance().held().usd();
    }

    private Usd limit() {
        return money.claim().budget().limit();
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("asked            %6d".formatted(tally.asked()));
        lines.add("answered         %6d   %s".formatted(tally.answered(), counts(tally.byTier())));
        lines.add("  of it degraded %6d   %s".formatted(tally.degradedOnes(), counts(tally.degraded())));
        lines.add("put aside        %6d   %s".formatted(tally.asideOnes(), counts(tally.aside())));
        lines.add("spent            %s of %s USD, %s still held".formatted(spent(), limit(), held()));
        lines.add("saved            %s USD, had the dear model given these answers"
                .formatted(savings.saved().map(Usd::toString).orElse("unknown")));
        lines.add("until answered   p50 %d ms, p95 %d ms, p99 %d ms, longest %d ms"
                .formatted(millis(0.5), millis(0.95), millis(0.99), millis(1)));
        complaints().forEach(complaint -> lines.add("! " + complaint));
        return String.join(System.lineSeparator(), lines);
    }

    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("asked", tally.asked()).put("answered", tally.answered());
        new TreeMap<>(tally.byTier()).forEach(json.putObject("byTier")::put);
        json.put("degraded", tally.degradedOnes());
        new TreeMap<>(tally.degraded()).forEach(json.putObject("degradedBy")::put);
        json.put("putAside", tally.asideOnes());
        new TreeMap<>(tally.aside()).forEach(json.putObject("putAsideBy")::put);
        json.put("spentUsd", spent().toBigDecimal())
                .put("limitUsd", limit().toBigDecimal())
                .put("heldUsd", held().toBigDecimal())
                .put("savedUsd", savings.saved().map(Usd::toBigDecimal).orElse(null));
        json.putObject("millis")
                .put("p50", millis(0.5))
                .put("p95", millis(0.95))
                .put("p99", millis(0.99))
                .put("longest", millis(1));
        complaints().forEach(json.putArray("complaints")::add);
        return json.toString();
    }

    private long millis(double share) {
        return tally.wait(share).toMillis();
    }

    private static String counts(Map<String, Integer> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(count -> String.format(Locale.ROOT, "%s %d", count.getKey(), count.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
