package io.cascadeflow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.explain.Clause;
import io.cascadeflow.policy.explain.PolicyExplanation;
import io.cascadeflow.policy.explain.RuleExplanation;
import io.cascadeflow.policy.explain.Subject;
import io.cascadeflow.policy.explain.Subject.Step;
import io.cascadeflow.policy.explain.TierExplanation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** An explanation says what holds, and who made it so. */
class ExplanationPropertiesTest {

    private static final Facts FACTS = new Facts(
            Map.of("tenant", Set.of("acme"), "tags", Set.of("personal", "urgent")),
            Map.of("budgetUsed", 0.5),
            Map.of(new Expression("simple", "yes"), Verdict.YES, new Expression("simple", "no"), Verdict.NO),
            Instant.parse("2026-11-28T10:00:00Z"));

    private static Step step(String name, @Nullable Double acceptAbove, Candidate... models) {
        return new Step(new Rung(name, List.of(models)), acceptAbove);
    }

    private static Candidate candidate(String model, String... tags) {
        return new Candidate(ModelId.parse(model), Set.of(tags));
    }

    private static Subject subject(@Nullable String forced) {
        return Subject.cascade(
                "support",
                List.of(
                        step("small", 0.7, candidate("vllm:llama", "eu", "onprem")),
                        step(
                                "medium",
                                0.9,
                                candidate("openai:gpt-4o-mini", "eu"),
                                candidate("vllm:qwen", "onprem", "pci")),
                        step("large", null, candidate("openai:gpt-4o"))),
                List.of("search", "refund"),
                forced);
    }

    @Property
    void rulesThatAreSaidToChangeNothingCouldBeGone(
            @ForAll("rules") List<Rule> rules, @ForAll("forced") String forced) {
        Subject subject = subject(forced.isEmpty() ? null : forced);
        PolicyExplanation all = PolicyExplanation.of(new Policy("1", rules), FACTS, subject);
        Set<String> changing = Set.copyOf(all.rules().stream()
                .filter(RuleExplanation::changes)
                .map(RuleExplanation::rule)
                .toList());
        List<Rule> few =
                rules.stream().filter(rule -> changing.contains(rule.name())).toList();
        PolicyExplanation without = PolicyExplanation.of(new Policy("1", few), FACTS, subject);

        assertThat(without.plan()).isEqualTo(all.plan());
        assertThat(without.denial()).isEqualTo(all.denial());
        assertThat(without.tiers()).isEqualTo(all.tiers());
        assertThat(without.fields()).isEqualTo(all.fields());
    }

    @Property
    void itAgreesWithTheRuling(@ForAll("rules") List<Rule> rules) {
        Policy policy = new Policy("1", rules);
        Ruling ruling = policy.on(FACTS);
        Subject subject = subject(null);
        PolicyExplanation explained = PolicyExplanation.of(policy, FACTS, subject);
        Plan plan = ruling.plan(subject.tiers().stream().map(Step::rung).toList());

        assertThat(explained.denial() == null)
                .isEqualTo(ruling.deniesAll().isEmpty() && plan.denial("support") == null);
        for (TierExplanation tier : explained.tiers()) {
            assertThat(tier.leftOutBy()).isEqualTo(plan.against(tier.tier()));
            boolean last = plan.left().indexOf(tier.tier()) == plan.left().size() - 1;
            if (tier.isLeft()) {
                assertThat(tier.acceptAbove()).isEqualTo(ruling.threshold(tier.configured(), last));
                if (!Objects.equals(tier.acceptAbove(), tier.configured())) {
                    assertThat(tier.acceptAboveBy()).isNotEmpty();
                }
            }
        }
        assertThat(explained.rules().stream()
                        .filter(rule -> rule.applies() && rule.mode() == Rule.Mode.ENFORCE)
                        .map(RuleExplanation::rule))
                .containsExactlyElementsOf(ruling.rules());
    }

    @Property
    void whatDecidedIsOfTheVerdict(@ForAll("rules") List<Rule> rules) {
        PolicyExplanation explained = PolicyExplanation.of(new Policy("1", rules), FACTS, subject(null));
        for (RuleExplanation rule : explained.rules()) {
            if (rule.verdict() == Verdict.UNKNOWN) {
                assertThat(rule.because())
                        .isNotEmpty()
                        .extracting(Clause::verdict)
                        .containsOnly(Verdict.UNKNOWN);
            } else {
                assertThat(rule.because()).extracting(Clause::verdict).doesNotContain(Verdict.UNKNOWN);
            }
            assertThat(rule.applies() || rule.effects().isEmpty()).isTrue();
        }
    }

    @Provide
    Arbitrary<List<Rule>> rules() {
        return new PolicyPropertiesTest().rules();
    }

    @Provide
    Arbitrary<String> forced() {
        return Arbitraries.of("", "", "small", "large");
    }
}
