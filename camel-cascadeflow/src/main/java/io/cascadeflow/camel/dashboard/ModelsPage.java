package io.cascadeflow.camel.dashboard;

import io.cascadeflow.budget.report.Spend;
import io.cascadeflow.camel.dashboard.figures.DecisionSums;
import io.cascadeflow.camel.dashboard.figures.Figures;
import io.cascadeflow.camel.dashboard.figures.SpendFigures.Key;
import io.cascadeflow.camel.dashboard.figures.TierSums;
import io.cascadeflow.camel.observe.Overview;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.ModelPrice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What models cost, how long they take, how often they fail, and whether their breakers let calls through. */
final class ModelsPage implements Page {

    private static final int MOST = 200;

    @Override
    public String title() {
        return "Models";
    }

    @Override
    public Html content(Ask ask, Figures figures) {
        Range range = Range.of(ask);
        Instant from = range.from(figures.now().at());
        Map<String, TierSums> asked = new TreeMap<>();
        figures.decisions().byCascade(from).values().forEach(sums -> add(sums, asked));
        Map<String, Spend> spent = new TreeMap<>();
        figures.spending().byKey(from).forEach((Key key, Spend spend) -> spent.merge(key.model(), spend, Spend::plus));
        Overview overview = figures.now().overview();
        Map<String, Boolean> standings = overview == null ? Map.of() : overview.models();
        Set<String> names = new TreeSet<>(asked.keySet());
        names.addAll(spent.keySet());
        names.addAll(standings.keySet());
        names.remove("");
        List<List<?>> rows = new ArrayList<>();
        names.stream()
                .limit(MOST)
                .forEach(name -> rows.add(row(
                        name,
                        asked.getOrDefault(name, new TierSums()),
                        spent.getOrDefault(name, Spend.NONE),
                        standings.get(name),
                        figures)));
        Html table = Parts.table(
                "Models in the last " + range.words(),
                List.of(
                        "Model",
                        "Price per million tokens",
                        "Spent",
                        "Paid calls",
                        "Asked as a tier",
                        "Failed",
                        "Half within",
                        "19 of 20 within",
                        "Breaker"),
                rows);
        return Html.of(
                "div",
                range.choice("models"),
                Parts.live(
                        "models",
                        rows.isEmpty() ? Html.of("p", "No model was asked yet.") : table,
                        Parts.note(
                                "Spent and paid calls are the ledger's, judges, samples and audits included; the other figures are those of tiers in decisions on record, and a tier may take several calls. A tier that failed is counted with the model that it asks most.")));
    }

    /** A tier that failed does not say whom it asked: it is counted with the model that it asks most. */
    private static void add(DecisionSums sums, Map<String, TierSums> asked) {
        Map<String, String> usual = new HashMap<>();
        sums.tiers().stream()
                .map(Map.Entry::getKey)
                .filter(place -> !place.model().isEmpty())
                .forEach(place -> usual.putIfAbsent(place.tier(), place.model()));
        sums.tiers().forEach(entry -> {
            String model = entry.getKey().model();
            String known = model.isEmpty() ? usual.getOrDefault(entry.getKey().tier(), "") : model;
            asked.computeIfAbsent(known, any -> new TierSums()).add(entry.getValue());
        });
    }

    private static List<Object> row(
            String name, TierSums tier, Spend spend, @Nullable Boolean answers, Figures figures) {
        return List.of(
                Html.foreign(name),
                price(name, figures),
                Shown.usd(spend.amount()),
                Shown.count(spend.calls()),
                Shown.count(tier.asked()),
                Html.of("span", Shown.count(tier.failed()), " (" + Shown.share(tier.failed(), tier.asked()) + ")"),
                Shown.milliseconds(tier.latencies().quantile(0.5)),
                Shown.milliseconds(tier.latencies().quantile(0.95)),
                breaker(answers));
    }

    private static Html breaker(@Nullable Boolean answers) {
        if (answers == null) {
            return Html.of("span", "not asked since the start");
        }
        return answers
                ? Html.of("span", "lets calls through").with("class", "tag good")
                : Html.of("span", "keeps calls away").with("class", "tag bad");
    }

    private static Html price(String name, Figures figures) {
        Optional<ModelPrice> price = parsed(name)
                .flatMap(model -> figures.component().pricing().catalog().find(model));
        return price.map(found -> Html.of(
                        "span",
                        "$" + found.rates().input().stripTrailingZeros().toPlainString() + " in, $"
                                + found.rates().output().stripTrailingZeros().toPlainString() + " out"
                                + (found.provenance().asOf() == null
                                        ? " (configured)"
                                        : " (" + found.provenance().asOf() + ")")))
                .orElseGet(() -> Html.of("span", "none known"));
    }

    private static Optional<ModelId> parsed(String name) {
        try {
            return Optional.of(ModelId.parse(name));
        } catch (IllegalArgumentException noModel) {
            return Optional.empty();
        }
    }
}
