package io.cascadeflow.examples.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.recorded.Label;
import io.cascadeflow.replay.Evaluation;
import io.cascadeflow.replay.Evaluation.Order;
import io.cascadeflow.replay.Evaluation.Quality;
import io.cascadeflow.replay.Figures;
import io.cascadeflow.replay.Interval;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The figures, for people or for programs.
 *
 * @param evaluation the figures
 * @param intervals of 95 %, by the figure's name
 * @param decisionMicros CPU time of one decision
 */
record Report(Evaluation evaluation, Map<String, Interval> intervals, double decisionMicros) {

    private static final String ABSENT = "-";

    /** One JSON object; what is not known is null. A figure's interval is beside it, as {@code figureLow, figureHigh}. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("items", evaluation.items());
        Figures.of(evaluation).forEach((figure, value) -> {
            json.put(figure, value);
            Interval interval = intervals.get(figure);
            json.put(figure + "Low", interval == null ? null : interval.low());
            json.put(figure + "High", interval == null ? null : interval.high());
        });
        return json.put("costUsd", dollars(evaluation.cost()))
                .put("largeCostUsd", dollars(evaluation.largeCost()))
                .put("decisionMicros", decisionMicros);
    }

    /**
     * An aligned table with units.
     *
     * @param labels whether qualities are shares of right answers or mean scores
     */
    String table(Label.@Nullable Kind labels) {
        Function<@Nullable Double, String> grade = labels == Label.Kind.SCORE ? Report::number : Report::percent;
        Order order = evaluation.ranking();
        return row("questions", String.valueOf(evaluation.items()), "")
                + row("drafts accepted", percent(evaluation.accepted()), range("accepted"))
                + row("quality of the cascade", grade.apply(quality(Quality::cascade)), range("quality"))
                + row("  always the small model", grade.apply(quality(Quality::small)), "")
                + row("  always the large model", grade.apply(quality(Quality::large)), "")
                + row("  oracle", grade.apply(quality(Quality::oracle)), "the better answer each time")
                + row("quality kept", percent(quality(Quality::retained)), "of the large model's")
                + row("cost of the cascade", amount(evaluation.cost()), "")
                + row("  always the large model", amount(evaluation.largeCost()), saved())
                + row("gain recovered (PGR)", percent(quality(Quality::pgr)), "of large minus small")
                + row("  random router", percent(quality(Quality::randomPgr)), "that escalates as often")
                + row("AUROC of confidence", number(order.auroc()), "0.5 is a coin" + range("auroc"))
                + row("APGR", number(order.apgr()), "0.5 is a random router" + range("apgr"))
                + row("CPT50", percent(order.cpt50()), "large calls for half of the gain" + range("cpt50"))
                + row("CPT80", percent(order.cpt80()), "large calls for 80 % of the gain" + range("cpt80"))
                + row(
                        "parity",
                        percent(order.parity()),
                        "large calls to be as good as the large model" + range("parity"))
                + row(
                        "precision",
                        percent(quality(Quality::precision)),
                        "of the accepted drafts are right" + range("precision"))
                + row(
                        "regret",
                        percent(quality(Quality::regret)),
                        "accepted, wrong, and the large model right" + range("regret"))
                + row("calibration error (ECE)", number(order.ece()), byChance() + range("ece"))
                + row("time per decision", String.format(Locale.ROOT, "%.1f us", decisionMicros), "CPU, median");
    }

    private String byChance() {
        Double chance = evaluation.ranking().eceByChance();
        return chance == null ? "" : String.format(Locale.ROOT, "a perfect gate would have %.3f by chance", chance);
    }

    private @Nullable Double quality(Function<Quality, @Nullable Double> figure) {
        Quality quality = evaluation.quality();
        return quality == null ? null : figure.apply(quality);
    }

    private String saved() {
        Usd cost = evaluation.cost();
        Usd large = evaluation.largeCost();
        if (cost == null || large == null || large.nanos() == 0) {
            return "";
        }
        double share = 1 - (double) cost.nanos() / large.nanos();
        return percent(Math.abs(share)) + (share < 0 ? " lost" : " saved") + " by the cascade";
    }

    private static @Nullable BigDecimal dollars(@Nullable Usd amount) {
        return amount == null ? null : amount.toBigDecimal();
    }

    private String range(String figure) {
        Interval interval = intervals.get(figure);
        return interval == null ? "" : String.format(Locale.ROOT, "  [%.3f, %.3f]", interval.low(), interval.high());
    }

    private static String row(String name, String value, String remark) {
        return String.format("%-26s %14s  %s", name, value, remark).stripTrailing() + System.lineSeparator();
    }

    private static String percent(@Nullable Double share) {
        return share == null ? ABSENT : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String number(@Nullable Double value) {
        return value == null ? ABSENT : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String amount(@Nullable Usd amount) {
        return amount == null ? ABSENT : String.format(Locale.ROOT, "%.4f USD", amount.toBigDecimal());
    }
}
