package io.cascadeflow.camel.dashboard;

import io.cascadeflow.budget.report.savings.AuditSavings;
import io.cascadeflow.budget.report.savings.HourlySavings.Saved;
import io.cascadeflow.budget.report.savings.Savings;
import io.cascadeflow.budget.report.savings.Savings.Estimate;
import io.cascadeflow.camel.dashboard.figures.Figures;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was saved, and against what: a number without its basis would be none. Pure functions of what was read. */
final class SavedTiles {

    private static final String NONE = "\u2013";

    private SavedTiles() {}

    /** All decisions, against a price list: nothing is estimated from a part of them. */
    static Html byListPrice(Figures figures, Instant from) {
        Savings savings = figures.saved().from(from).map(Saved::byListPrice).orElse(null);
        Estimate estimate = savings == null ? null : savings.estimate();
        if (savings == null || estimate == null) {
            return Parts.tile(
                    "Saved",
                    NONE,
                    "no decision older than a minute has a price to compare it with: which model a cascade ends with is known from its first escalation on"
                            + reading(figures, from));
        }
        return Parts.tile(
                "Saved",
                Shown.usd(estimate.saved()),
                "against " + Shown.usdText(savings.compared().plus(estimate.saved()))
                        + " for the last tier alone, at its list price and for the same tokens",
                "from every line of the ledger up to a minute ago, so without an interval; for " + decisions(savings)
                        + reading(figures, from));
    }

    /** Against what the last tier did cost, which is known of some. */
    static Html byAudits(Figures figures, Instant from) {
        String name = "Saved, by audits";
        Saved saved = figures.saved().from(from).orElse(null);
        Estimate estimate = saved == null ? null : saved.byAudits().estimate();
        if (saved == null || estimate == null) {
            return Parts.tile(name, NONE, missing(saved) + reading(figures, from));
        }
        return Parts.tile(
                name,
                Shown.usd(estimate.saved()),
                Html.of(
                        "span",
                        "95 % interval ",
                        Shown.usd(estimate.low()),
                        " to ",
                        Shown.usd(estimate.high()),
                        ", against what the last tier did cost"),
                String.format(
                        Locale.ROOT,
                        "known of decisions that went on to it, and of %,d drafts that were audited, which stand for all; for %s%s",
                        estimate.samples(),
                        decisions(saved.byAudits()),
                        reading(figures, from)));
    }

    private static String missing(@Nullable Saved saved) {
        long without = saved == null ? 0 : saved.byAudits().without();
        return without == 0
                ? "no decision older than a minute yet"
                : String.format(
                        Locale.ROOT,
                        "no interval yet: it needs %d audited drafts of each tier that answers, held against the last tier (gate: {auditShare: 0.02}); there are %,d in all",
                        AuditSavings.NEEDED,
                        saved == null ? 0 : saved.samples());
    }

    private static String decisions(Savings savings) {
        return String.format(
                Locale.ROOT,
                "%,d decisions, with %,d that have nothing to compare with left out",
                savings.decisions(),
                savings.without());
    }

    private static String reading(Figures figures, Instant from) {
        long left = figures.saved().left(from, figures.now().at());
        return left == 0 ? "" : String.format(Locale.ROOT, "; still reading, %,d hours are not in it yet", left);
    }
}
