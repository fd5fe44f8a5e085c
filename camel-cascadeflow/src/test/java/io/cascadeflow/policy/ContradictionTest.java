package io.cascadeflow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.policy.Condition.Above;
import io.cascadeflow.policy.Condition.Below;
import io.cascadeflow.policy.Condition.Coded;
import io.cascadeflow.policy.Condition.Either;
import io.cascadeflow.policy.Condition.Every;
import io.cascadeflow.policy.Condition.Not;
import io.cascadeflow.policy.Condition.Said;
import io.cascadeflow.policy.Condition.Says;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ContradictionTest {

    private static final List<Set<String>> WORDS =
            List.of(Set.of(), Set.of("a"), Set.of("b"), Set.of("a", "b"), Set.of("c"));
    private static final List<Double> NUMBERS = List.of(-1.0, 0.0, 0.25, 0.5, 0.75, 1.0);
    private static final Expression EXPRESSION = new Expression("simple", "x");

    /** Whatever is called impossible holds for no facts, of all that there are in a small world. */
    @Property
    void whatIsSeenNeverHolds(@ForAll("conditions") Condition condition) {
        if (Contradiction.in(condition).isPresent()) {
            assertThat(world()).allMatch(facts -> condition.holds(facts) == Verdict.NO);
        }
    }

    private static List<Facts> world() {
        List<Facts> world = new ArrayList<>();
        for (Set<String> tags : WORDS) {
            for (double number : NUMBERS) {
                for (Verdict verdict : Verdict.values()) {
                    world.add(facts(tags, number, verdict));
                }
            }
        }
        return world;
    }

    /** A confidence below 0 is not known: there is none. */
    private static Facts facts(Set<String> tags, double number, Verdict verdict) {
        Map<String, Set<String>> words = new HashMap<>();
        if (!tags.isEmpty()) {
            words.put("tags", tags);
        }
        Map<String, Double> numbers = new HashMap<>(Map.of("deadlineLeft", number));
        if (number >= 0) {
            numbers.put("confidence", number);
        }
        return new Facts(words, numbers, Map.of(EXPRESSION, verdict), Instant.EPOCH);
    }

    @Provide
    Arbitrary<Condition> conditions() {
        Arbitrary<Condition> leaf = Arbitraries.oneOf(
                Arbitraries.of("a", "b", "c").set().ofMinSize(1).ofMaxSize(2).map(words -> new Says("tags", words)),
                Arbitraries.of(NUMBERS).map(limit -> new Above("confidence", limit)),
                Arbitraries.of(NUMBERS).map(limit -> new Below("confidence", limit)),
                Arbitraries.of(NUMBERS).map(limit -> new Above("deadlineLeft", limit)),
                Arbitraries.of(NUMBERS).map(limit -> new Below("deadlineLeft", limit)),
                Arbitraries.just(new Said(EXPRESSION)));
        return Arbitraries.lazyOf(
                () -> leaf,
                () -> leaf,
                () -> conditions().map(Not::new),
                () -> conditions().list().ofMaxSize(3).map(Every::new),
                () -> conditions().list().ofMaxSize(2).map(Either::new));
    }

    @Test
    void whatAFactCanNotBeIsSeen() {
        assertThat(Contradiction.in(new Above("confidence", 1))).contains("confidence is never above 1");
        assertThat(Contradiction.in(new Below("budgetUsed", 0))).contains("budgetUsed is never below 0");
        assertThat(Contradiction.in(new Every(List.of(new Above("x", 5), new Below("x", 5)))))
                .contains("x is never above 5 and below 5");
        assertThat(Contradiction.in(new Either(List.of()))).contains("there is nothing that could hold");
        assertThat(Contradiction.in(new Every(
                        List.of(new Says("user", Set.of("a")), new Not(new Says("user", Set.of("b", "a")))))))
                .contains("user is never a and not a or b");
    }

    @Test
    void whatMayHoldOrCannotBeKnownIsNone() {
        Condition coded = new Coded("c", Set.of(), facts -> true);
        for (Condition condition : List.of(
                Condition.ALWAYS,
                new Above("budgetUsed", 3),
                new Below("deadlineLeft", -5),
                new Every(List.of(new Above("x", 4), new Below("x", 5))),
                new Every(List.of(new Above("x", 5), new Below("y", 4))),
                new Every(List.of(new Says("tags", Set.of("a")), new Says("tags", Set.of("b")))),
                new Every(List.of(new Says("tags", Set.of("a", "b")), new Not(new Says("tags", Set.of("b"))))),
                new Every(List.of(coded, new Not(coded))),
                new Either(List.of(new Above("confidence", 1), new Above("confidence", 0))))) {
            assertThat(Contradiction.in(condition)).as(condition.toString()).isEmpty();
        }
    }
}
