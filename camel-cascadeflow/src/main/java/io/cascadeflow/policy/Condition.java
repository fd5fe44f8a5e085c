package io.cascadeflow.policy;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When a rule applies. A condition on a fact that is not known does not hold, on one that failed is unknown. Immutable. */
public sealed interface Condition {

    /** Holds for every call. */
    Condition ALWAYS = new Every(List.of());

    Verdict holds(Facts facts);

    /** Conditions within it, at any depth, and itself. */
    default Stream<Condition> all() {
        return Stream.of(this);
    }

    /** Every one holds; holds when there is none. */
    record Every(List<Condition> conditions) implements Condition {

        public Every {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Verdict holds(Facts facts) {
            Verdict all = Verdict.YES;
            for (int i = 0; i < conditions.size() && all != Verdict.NO; i++) {
                all = all.and(conditions.get(i).holds(facts));
            }
            return all;
        }

        @Override
        public Stream<Condition> all() {
            return Stream.concat(Stream.of(this), conditions.stream().flatMap(Condition::all));
        }
    }

    /** At least one holds. */
    record Either(List<Condition> conditions) implements Condition {

        public Either {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Verdict holds(Facts facts) {
            Verdict any = Verdict.NO;
            for (int i = 0; i < conditions.size() && any != Verdict.YES; i++) {
                any = any.or(conditions.get(i).holds(facts));
            }
            return any;
        }

        @Override
        public Stream<Condition> all() {
            return Stream.concat(Stream.of(this), conditions.stream().flatMap(Condition::all));
        }
    }

    /** It does not hold: also when the fact is not known. */
    record Not(Condition condition) implements Condition {

        @Override
        public Verdict holds(Facts facts) {
            return condition.holds(facts).not();
        }

        @Override
        public Stream<Condition> all() {
            return Stream.concat(Stream.of(this), condition.all());
        }
    }

    /** A fact says one of these words. */
    record Says(String fact, Set<String> words) implements Condition {

        public Says {
            words = Set.copyOf(words);
        }

        @Override
        public Verdict holds(Facts facts) {
            Set<String> said = facts.words().get(fact);
            if (said == null) {
                return facts.unknown(fact);
            }
            for (String word : said) {
                if (words.contains(word)) {
                    return Verdict.YES;
                }
            }
            return Verdict.NO;
        }
    }

    /** A number is above this one. */
    record Above(String fact, double limit) implements Condition {

        @Override
        public Verdict holds(Facts facts) {
            Double number = facts.numbers().get(fact);
            return number == null ? facts.unknown(fact) : Verdict.of(number > limit);
        }
    }

    /** A number is below this one. */
    record Below(String fact, double limit) implements Condition {

        @Override
        public Verdict holds(Facts facts) {
            Double number = facts.numbers().get(fact);
            return number == null ? facts.unknown(fact) : Verdict.of(number < limit);
        }
    }

    /**
     * A time of the day. From one that is not before the other it goes on through midnight, and a day is the one that it began
     * on.
     *
     * @param from the first moment
     * @param until the moment after the last
     * @param days the days on which it begins
     */
    record During(LocalTime from, LocalTime until, Set<DayOfWeek> days, ZoneId zone) implements Condition {

        public During {
            days = Set.copyOf(days);
        }

        @Override
        public Verdict holds(Facts facts) {
            ZonedDateTime now = facts.at().atZone(zone);
            LocalTime time = now.toLocalTime();
            boolean overnight = !from.isBefore(until);
            boolean yesterday = overnight && time.isBefore(until);
            boolean within =
                    overnight ? yesterday || !time.isBefore(from) : !time.isBefore(from) && time.isBefore(until);
            DayOfWeek began = now.getDayOfWeek().minus(yesterday ? 1 : 0);
            return Verdict.of(within && days.contains(began));
        }
    }

    /**
     * What code of the application's says. Code that throws says nothing: it is unknown. In Camel routes, code that takes longer
     * than a second is given up, likewise.
     *
     * @param name unique within a policy, and part of its version: choose another one when the code decides otherwise
     * @param facts the names of all the facts that it looks at: no other is there
     * @param code must be safe to share between threads
     */
    record Coded(String name, Set<String> facts, Predicate<Facts> code) implements Condition {

        /** Where a verdict on code is kept that somebody else ran. */
        public static final String LANGUAGE = "code";

        public Coded {
            facts = Set.copyOf(facts);
            if (name.isBlank()) {
                throw new IllegalArgumentException("a condition of code needs a name");
            }
        }

        /** Code that looks at these facts. */
        public static Coded of(String name, Set<Fact> facts, Predicate<Facts> code) {
            return new Coded(name, facts.stream().map(Fact::word).collect(Collectors.toUnmodifiableSet()), code);
        }

        /** What {@link Facts#verdicts} has its verdict under, when somebody else ran it. */
        public Expression expression() {
            return new Expression(LANGUAGE, name);
        }

        @Override
        public Verdict holds(Facts known) {
            Verdict said = known.verdicts().get(expression());
            return said != null ? said : run(known);
        }

        private Verdict run(Facts known) {
            try {
                return Verdict.of(code.test(known));
            } catch (RuntimeException failed) {
                return Verdict.UNKNOWN;
            }
        }
    }

    /** What an expression says. Unknown when nobody evaluated it. */
    record Said(Expression expression) implements Condition {

        @Override
        public Verdict holds(Facts facts) {
            return facts.verdicts().getOrDefault(expression, Verdict.UNKNOWN);
        }
    }
}
