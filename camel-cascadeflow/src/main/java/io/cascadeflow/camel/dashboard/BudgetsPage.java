package io.cascadeflow.camel.dashboard;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetKey;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.budget.Window;
import io.cascadeflow.budget.jdbc.JdbcAccounts.Holder;
import io.cascadeflow.budget.report.trend.Forecast;
import io.cascadeflow.camel.dashboard.figures.BudgetFigures;
import io.cascadeflow.camel.dashboard.figures.Figures;
import io.cascadeflow.camel.dashboard.figures.Holders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How budgets stand, where they are going, and who spends. */
final class BudgetsPage implements Page {

    private static final int ON_A_PAGE = 25;
    private static final String SELF_TEST = "self-test ";

    @Override
    public String title() {
        return "Budgets";
    }

    @Override
    public Html content(Ask ask, Figures figures) {
        Optional<Budget> chosen = ask.get("budget")
                .flatMap(name -> figures.budgets().all().stream()
                        .filter(budget -> budget.name().equals(name))
                        .findFirst());
        return chosen.map(budget -> who(budget, ask, figures)).orElseGet(() -> all(figures));
    }

    private static Html all(Figures figures) {
        Html list = Html.of("div");
        List<Budget> budgets = figures.budgets().all();
        if (budgets.isEmpty()) {
            list.add(Html.of("p", "No budget is configured."));
        }
        budgets.forEach(budget -> list.add(budget(budget, figures)));
        return Parts.live("budgets", list);
    }

    private static Html budget(Budget budget, Figures figures) {
        Html section = Html.of("section", Html.of("h2", Html.foreign(budget.name())), terms(budget));
        Standing standing = figures.now().standings().get(budget.name());
        BudgetFigures.Outlook outlook = figures.now().outlooks().get(budget.name());
        if (standing != null) {
            section.add(standing(standing));
            section.add(outlook(budget, outlook));
        } else if (budget.window() instanceof Window.Run) {
            section.add(Parts.note("Each run has an account of its own, which ends with it."));
        } else if (!budget.key().equals(BudgetKey.NONE)) {
            section.add(Html.of(
                    "p",
                    Parts.link(
                            "Who spends: one account for each " + budget.key().name(),
                            Url.of("budgets", "budget", budget.name()))));
        } else {
            section.add(Parts.note("How it stands cannot be read now."));
        }
        return section;
    }

    private static Html terms(Budget budget) {
        Html line = Parts.note("Limit ", Shown.usd(budget.limit()), " for each " + window(budget));
        if (budget.maxCalls() != null) {
            line.add(", ").add(Shown.count(budget.maxCalls())).add(" calls");
        }
        if (budget.maxTokens() != null) {
            line.add(", ").add(Shown.count(budget.maxTokens())).add(" tokens");
        }
        line.add("; when it is spent: " + budget.whenSpent().toString().toLowerCase(java.util.Locale.ROOT));
        return budget.enabled() ? line : line.add("; paused: it records and refuses nothing");
    }

    private static String window(Budget budget) {
        return budget.window() instanceof io.cascadeflow.budget.CalendarWindow calendar
                ? calendar.unit().toString().toLowerCase(java.util.Locale.ROOT) + " (" + calendar.zone() + ")"
                : budget.window().toString();
    }

    private static Html standing(Standing standing) {
        Balance balance = standing.balance();
        Html line = Parts.note(
                "Settled ",
                Shown.usd(balance.settled().usd()),
                ", held for calls on their way ",
                Shown.usd(balance.held().usd()),
                ", left ",
                Shown.usd(standing.left()));
        Instant end = standing.claim().windowEnd();
        if (end != null) {
            line.add("; until ").add(Shown.time(end)).add(" UTC");
        }
        return Html.of("div", Gauge.of(standing), line);
    }

    private static Html outlook(Budget budget, BudgetFigures.@Nullable Outlook outlook) {
        if (outlook == null) {
            return Parts.note("No forecast: it needs a window of a day or longer, and spending.");
        }
        if (!(outlook.forecast() instanceof Forecast.Expected expected)) {
            Forecast.TooLittleHistory little = (Forecast.TooLittleHistory) outlook.forecast();
            return Parts.note("No forecast yet: it needs " + little.needed()
                    + " stretches of time that are over, and there are " + little.seen() + ".");
        }
        boolean over = expected.total().compareTo(budget.limit()) > 0;
        return Html.of(
                "div",
                Html.of(
                                "p",
                                "At the end of the window about ",
                                Shown.usd(expected.total()),
                                over ? ", above the limit" : ", within the limit",
                                "; nine times in ten between ",
                                Shown.usd(expected.low()),
                                " and ",
                                Shown.usd(expected.high()),
                                ".")
                        .with("class", over ? "trouble" : "note"),
                Parts.chart("burn-" + budget.name(), "lines", BurnDown.table(budget, outlook.series(), expected)));
    }

    private static Html who(Budget budget, Ask ask, Figures figures) {
        Html section = Html.of(
                "section",
                Html.of("p", Parts.link("All budgets", "budgets")),
                Html.of("h2", "Who spends: ", Html.foreign(budget.name())),
                terms(budget),
                find(budget, ask));
        Optional<Holders> holders = figures.holders();
        Instant now = figures.component().clock().instant();
        Optional<String> asked = ask.get("value");
        if (asked.isPresent()) {
            return section.add(accounts(budget, List.of(asked.get()), now, figures));
        }
        if (holders.isEmpty() || budget.window() instanceof Window.Run) {
            return section.add(
                    Parts.note(
                            "Accounts are listed where the ledger is in a database and the window is not a run. One account can be looked up by its value."));
        }
        Window.Span span = budget.window().spanAt(now, "");
        List<Holder> page = holders.get().page(budget, span.id(), after(ask), ON_A_PAGE);
        section.add(accounts(
                budget,
                page.stream()
                        .map(Holder::value)
                        .filter(value -> !value.startsWith(SELF_TEST))
                        .toList(),
                now,
                figures));
        if (page.size() == ON_A_PAGE) {
            Holder last = page.get(page.size() - 1);
            String next = Url.of(
                    "budgets",
                    "budget",
                    budget.name(),
                    "after",
                    last.value(),
                    "settled",
                    Long.toString(last.settledNanos()));
            section.add(Html.of("p", Parts.link("Those who spend less", next).with("rel", "next")));
        }
        return section;
    }

    private static @Nullable Holder after(Ask ask) {
        Optional<String> value = ask.get("after");
        Optional<Long> settled =
                ask.get("settled").filter(text -> text.matches("-?\\d{1,18}")).map(Long::valueOf);
        return value.isPresent() && settled.isPresent() ? new Holder(value.get(), settled.get()) : null;
    }

    private static Html find(Budget budget, Ask ask) {
        return Html.of(
                        "form",
                        Html.of("input")
                                .with("type", "hidden")
                                .with("name", "budget")
                                .with("value", budget.name()),
                        Html.of(
                                "div",
                                Html.of("label", "One " + budget.key().name()).with("for", "value"),
                                Html.of("input")
                                        .with("id", "value")
                                        .with("name", "value")
                                        .with("value", ask.get("value").orElse(null))),
                        Html.of("button", "Look up"))
                .with("method", "get")
                .with("action", "budgets")
                .with("role", "search")
                .with("class", "fields");
    }

    private static Html accounts(Budget budget, List<String> values, Instant now, Figures figures) {
        List<List<?>> rows = new ArrayList<>();
        for (String value : values) {
            try {
                Standing standing = standing(budget, value, now, figures);
                rows.add(List.of(
                        Html.foreign(value),
                        Shown.usd(standing.balance().settled().usd()),
                        Shown.usd(standing.balance().held().usd()),
                        Shown.usd(standing.left()),
                        Shown.share(
                                standing.balance().used().usd().nanos(),
                                budget.limit().nanos()),
                        Shown.count(standing.balance().settled().calls())));
            } catch (LedgerException | IllegalArgumentException cannotBe) {
                return Html.of("p", "This account cannot be read.").with("class", "trouble");
            }
        }
        return rows.isEmpty()
                ? Html.of("p", "Nobody has spent anything in this window.")
                : Parts.table(
                        "Accounts of " + budget.name(),
                        List.of(budget.key().name(), "Settled", "Held", "Left", "Used", "Calls"),
                        rows);
    }

    private static Standing standing(Budget budget, String value, Instant now, Figures figures) {
        Window.Span span = budget.window().spanAt(now, "");
        Claim claim = new Claim(budget, new Account(budget.name(), value, span.id()), span.end());
        return new Standing(claim, figures.budgets().ledger().balance(claim));
    }
}
