package io.cascadeflow.policy.explain;

import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Condition.Above;
import io.cascadeflow.policy.Condition.Below;
import io.cascadeflow.policy.Condition.During;
import io.cascadeflow.policy.Condition.Either;
import io.cascadeflow.policy.Condition.Every;
import io.cascadeflow.policy.Condition.Not;
import io.cascadeflow.policy.Condition.Said;
import io.cascadeflow.policy.Condition.Says;
import io.cascadeflow.policy.Facts;
import io.cascadeflow.policy.Verdict;
import java.time.DayOfWeek;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what decided a condition. */
final class Clauses {

    private final Facts facts;

    Clauses(Facts facts) {
        this.facts = facts;
    }

    /** The conditions without parts, within one, whose verdicts made its own; none where it always holds. */
    List<Clause> deciding(Condition condition) {
        return deciding(condition, "");
    }

    private List<Clause> deciding(Condition condition, String not) {
        if (condition instanceof Every every) {
            return of(every.conditions(), every.holds(facts), Verdict.NO, not);
        }
        if (condition instanceof Either either) {
            return of(either.conditions(), either.holds(facts), Verdict.YES, not);
        }
        if (condition instanceof Not opposite) {
            return deciding(opposite.condition(), not.isEmpty() ? "not: " : "");
        }
        return List.of(new Clause(not + words(condition), fact(condition), condition.holds(facts)));
    }

    /** @param enough the verdict of one part that decides alone: then only that one is named */
    private List<Clause> of(List<Condition> parts, Verdict whole, Verdict enough, String not) {
        return parts.stream()
                .filter(part -> part.holds(facts) == whole)
                .limit(whole == enough ? 1 : parts.size())
                .flatMap(part -> deciding(part, not).stream())
                .toList();
    }

    private static String words(Condition condition) {
        if (condition instanceof Says says) {
            return says.fact() + " is " + listed(says.words());
        }
        if (condition instanceof Above above) {
            return "%s is above %s".formatted(above.fact(), number(above.limit()));
        }
        if (condition instanceof Below below) {
            return "%s is below %s".formatted(below.fact(), number(below.limit()));
        }
        if (condition instanceof During during) {
            return "time is from %s to %s in %s%s"
                    .formatted(during.from(), during.until(), during.zone(), days(during.days()));
        }
        return condition instanceof Said said ? said.expression().text() : condition.toString();
    }

    private static String days(Set<DayOfWeek> days) {
        return days.size() == DayOfWeek.values().length
                ? ""
                : days.stream()
                        .sorted()
                        .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ", " on ", ""));
    }

    private String fact(Condition condition) {
        if (condition instanceof Says says) {
            return known(says.fact(), facts.words().get(says.fact()));
        }
        if (condition instanceof Above above) {
            return known(above.fact());
        }
        if (condition instanceof Below below) {
            return known(below.fact());
        }
        if (condition instanceof During during) {
            return "it is " + facts.at().atZone(during.zone()).toLocalDateTime();
        }
        return switch (condition.holds(facts)) {
            case YES -> "holds";
            case NO -> "does not hold";
            case UNKNOWN -> "could not be evaluated";
        };
    }

    private String known(String number) {
        Double value = facts.numbers().get(number);
        return value == null ? number + " is not known" : "%s is %s".formatted(number, number(value));
    }

    private static String known(String fact, @Nullable Set<String> words) {
        return words == null ? fact + " is not known" : fact + " is " + listed(words);
    }

    static String listed(Collection<String> words) {
        return String.join(" or ", new TreeSet<>(words));
    }

    /** Without a fraction that says nothing. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
