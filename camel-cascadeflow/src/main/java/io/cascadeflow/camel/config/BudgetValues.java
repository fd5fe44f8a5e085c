package io.cascadeflow.camel.config;

import io.cascadeflow.budget.RollingWindow;
import io.cascadeflow.budget.Window;
import io.cascadeflow.camel.budget.BudgetReferences;
import io.cascadeflow.camel.config.Tree.Form;
import io.cascadeflow.camel.config.Tree.Leaf;
import io.cascadeflow.pricing.Usd;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the single values of budgets and the ledger.
 *
 * @param problems where wrong values go
 * @param values reads values of any kind
 */
record BudgetValues(Problems problems, Values values) {

    static final List<String> CALENDAR = List.of("minute", "hour", "day", "week", "month");

    private static final BigDecimal A_BILLION = new BigDecimal("1e9");
    private static final BigDecimal MOST = new BigDecimal("1e15");
    private static final int NANO = 9;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3660);
    private static final int LONGEST_NAME = 160;
    private static final Pattern LENGTH =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");
    private static final Pattern ISO =
            Pattern.compile("P(?=\\d|T\\d)(\\d{1,9}D)?(T(?=\\d)(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}(\\.\\d{1,9})?S)?)?");
    private static final Pattern DAYS = Pattern.compile("(\\d{1,5})d");

    /** A budget's name: one that reads as a number would be taken for an amount. */
    Optional<String> name(Tree tree) {
        return values.name(tree)
                .filter(name -> values.holds(
                        tree,
                        BudgetReferences.isName(name) && name.length() <= LONGEST_NAME,
                        "%s cannot be a budget's name: it reads as an amount, or is longer than 160 characters"));
    }

    /** US dollars, 0 to a billion, to the nano-dollar. */
    Optional<Usd> limit(Tree tree) {
        return values.number(tree)
                .filter(limit -> values.holds(
                        tree,
                        limit.signum() >= 0 && limit.compareTo(A_BILLION) <= 0 && decimals(limit) <= NANO,
                        "%s is no limit; it is US dollars, 0 to a billion, with at most 9 decimals"))
                .map(Usd::of);
    }

    /** A whole number, 0 or more. */
    Optional<Long> count(Tree tree) {
        return values.number(tree)
                .filter(count -> values.holds(
                        tree,
                        count.signum() >= 0 && count.compareTo(MOST) <= 0 && decimals(count) <= 0,
                        "%s is no count; it is a whole number, 0 or more"))
                .map(BigDecimal::longValueExact);
    }

    private static int decimals(BigDecimal number) {
        return number.signum() == 0 ? 0 : number.stripTrailingZeros().scale();
    }

    /** A share of a limit, above 0 to 1. */
    Optional<Double> share(Tree tree) {
        return values.number(tree)
                .filter(share -> values.holds(
                        tree,
                        share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0,
                        "%s is no share of a limit; it is above 0 and at most 1, as in 0.8"))
                .map(BigDecimal::doubleValue);
    }

    Optional<ZoneId> zone(Tree tree) {
        return values.text(tree).flatMap(text -> {
            try {
                return Optional.of(ZoneId.of(text));
            } catch (DateTimeException e) {
                problems.add(tree.place(), "%s is no time zone; write one such as Europe/Zurich or UTC", tree.kind());
                return Optional.empty();
            }
        });
    }

    /** Of a calendar in a zone, or as long as a run, or for ever, or rolling. */
    Optional<Window> window(Tree tree, ZoneId zone) {
        if (tree instanceof Leaf leaf && leaf.form() == Form.LITERAL) {
            problems.add(tree.place(), "%s has no unit; write it like 10m, 24h or 30d", tree.kind());
            return Optional.empty();
        }
        return values.text(tree).map(String::strip).flatMap(text -> window(tree, text, zone));
    }

    private Optional<Window> window(Tree tree, String text, ZoneId zone) {
        if (text.equals("run") || text.equals("total") || CALENDAR.contains(text)) {
            return Optional.of(Window.parse(text, zone.getId()));
        }
        Duration length = length(text);
        boolean fits = length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0;
        return values.holds(
                        tree,
                        fits,
                        "%s is no window; write run, minute, hour, day, week, month, total, or a time from 1s to 3660d such as 10m, 24h or PT10M")
                ? Optional.of(new RollingWindow(length))
                : Optional.empty();
    }

    /** ISO, or the notation of the file, in which days are 24 hours; zero when it is neither. */
    private static Duration length(String text) {
        if (ISO.matcher(text).matches()) {
            return Duration.parse(text);
        }
        Matcher parts = LENGTH.matcher(text);
        return !parts.matches()
                ? Duration.ZERO
                : Duration.ofDays(Values.count(parts.group(1)))
                        .plusHours(Values.count(parts.group(2)))
                        .plusMinutes(Values.count(parts.group(3)))
                        .plusSeconds(Values.count(parts.group(4)));
    }

    /** Whole days above zero. */
    Optional<Duration> days(Tree tree) {
        if (tree instanceof Leaf leaf && leaf.form() == Form.LITERAL) {
            problems.add(tree.place(), "%s has no unit; write it like 400d", tree.kind());
            return Optional.empty();
        }
        return values.text(tree).map(String::strip).flatMap(text -> {
            Matcher days = DAYS.matcher(text);
            Duration length = days.matches() ? Duration.ofDays(Values.count(days.group(1))) : Duration.ZERO;
            return values.holds(tree, !length.isZero(), "%s is no number of days above zero; write it like 400d")
                    ? Optional.of(length)
                    : Optional.empty();
        });
    }

    /** The name of a budget, or an amount, with or without quotes. */
    Optional<String> reference(Tree tree) {
        if (tree instanceof Leaf leaf && leaf.form() == Form.LITERAL) {
            return limit(tree)
                    .map(amount -> amount.toBigDecimal().toPlainString())
                    .filter(text -> isReference(tree, text));
        }
        return values.text(tree).map(String::strip).filter(text -> isReference(tree, text));
    }

    private boolean isReference(Tree tree, String text) {
        return values.holds(
                tree,
                BudgetReferences.isReference(text),
                "%s is neither the name of a budget nor an amount in US dollars; write support, or 0.05");
    }
}
