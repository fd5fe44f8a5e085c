package io.cascadeflow.replay.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Facts;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Rule;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.Rung;
import io.cascadeflow.policy.explain.PolicyExplanation;
import io.cascadeflow.policy.explain.Subject;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyDiffTest {

    private static PolicyExplanation explained(Mode mode) {
        Rule rule = new Rule("cheap", mode, new Condition.Every(List.of()), List.of(new Constraint.MaxTier("small")));
        Subject subject = Subject.cascade(
                "support",
                List.of(
                        new Subject.Step(new Rung("small", List.of()), 0.7),
                        new Subject.Step(new Rung("large", List.of()), null)),
                List.of(),
                null);
        return PolicyExplanation.of(
                new Policy("v", List.of(rule)), new Facts(Map.of(), Map.of(), Instant.EPOCH), subject);
    }

    private static RuledQuestion ended(int id, Mode mode, String end, String usd, @Nullable Double quality) {
        return new RuledQuestion("q" + id, explained(mode), end, true, List.of(end), Usd.of(usd), quality, Set.of());
    }

    private static RuledQuestion notKnown(int id, Mode mode) {
        return new RuledQuestion("q" + id, explained(mode), null, false, List.of(), null, null, Set.of("openai:m"));
    }

    @Test
    void whatIsKnownOfBothIsComparedAndTheRestIsCounted() {
        List<RuledQuestion> before = new ArrayList<>();
        List<RuledQuestion> after = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            before.add(ended(i, Mode.OBSERVE, "large", "0.02", 1.0));
            after.add(ended(i, Mode.ENFORCE, "small", "0.01", i % 2 == 0 ? 1.0 : 0.0));
        }
        before.add(ended(20, Mode.OBSERVE, "large", "9", null));
        after.add(notKnown(20, Mode.ENFORCE));
        before.add(ended(21, Mode.OBSERVE, "small", "0.01", null));
        after.add(ended(21, Mode.ENFORCE, "small", "0.01", 1.0));
        PolicyDiff diff = PolicyDiff.of(before, after);

        assertThat(diff.questions()).isEqualTo(22);
        assertThat(diff.notKnown()).isEqualTo(1);
        assertThat(diff.moves())
                .containsExactly(
                        new Move("large", "small", 20, List.of("q0", "q1", "q2", "q3", "q4")),
                        new Move("large", "not known", 1, List.of("q20")),
                        new Move("small", "small", 1, List.of("q21")));
        assertThat(diff.moves()).filteredOn(Move::isMoved).hasSize(1);
        Change cost = requireNonNull(diff.cost());
        assertThat(cost.questions()).isEqualTo(21);
        assertThat(cost.difference()).isNegative();
        assertThat(cost.isSure()).isTrue();
        Change quality = requireNonNull(diff.quality());
        assertThat(quality.questions()).isEqualTo(20);
        assertThat(quality.before()).isEqualTo(1);
        assertThat(quality.after()).isEqualTo(0.5);
        assertThat(quality.interval().low()).isLessThan(-0.5);
        assertThat(quality.interval().high()).isBetween(-0.5, 0.0);
        assertThat(diff.rules()).singleElement().satisfies(rule -> {
            assertThat(requireNonNull(rule.before()).changed()).isZero();
            assertThat(requireNonNull(rule.after()).changed()).isEqualTo(22);
        });
        assertThat(diff.answers()).isEqualTo(new PolicyDiff.Answers(21, 21));
    }

    @Test
    void whereNothingIsKnownNothingIsSaid() {
        PolicyDiff diff = PolicyDiff.of(List.of(notKnown(1, Mode.ENFORCE)), List.of(notKnown(1, Mode.ENFORCE)));
        assertThat(diff.cost()).isNull();
        assertThat(diff.quality()).isNull();
        assertThat(diff.notKnown()).isEqualTo(1);
        assertThat(diff.rules()).isEmpty();
        assertThat(diff.moves()).noneMatch(Move::isMoved);
    }

    @Test
    void otherQuestionsAreNotCompared() {
        assertThatThrownBy(() -> PolicyDiff.of(List.of(notKnown(1, Mode.ENFORCE)), List.of(notKnown(2, Mode.ENFORCE))))
                .hasMessage("the policies were not applied to the same questions");
        assertThatThrownBy(() -> DryRun.of(List.of())).hasMessage("there is no question to apply rules to");
        assertThatThrownBy(() ->
                        new RuledQuestion("q", explained(Mode.ENFORCE), "small", true, List.of(), null, null, Set.of()))
                .hasMessage("question 'q': its end and its cost are known, or neither");
    }
}
