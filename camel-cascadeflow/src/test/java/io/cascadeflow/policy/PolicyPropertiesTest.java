package io.cascadeflow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.Constraint.AcceptAbove;
import io.cascadeflow.policy.Constraint.AllowModels;
import io.cascadeflow.policy.Constraint.AllowTools;
import io.cascadeflow.policy.Constraint.Deny;
import io.cascadeflow.policy.Constraint.DenyModels;
import io.cascadeflow.policy.Constraint.DenyTools;
import io.cascadeflow.policy.Constraint.ExcludeTags;
import io.cascadeflow.policy.Constraint.ForceTier;
import io.cascadeflow.policy.Constraint.MaxCost;
import io.cascadeflow.policy.Constraint.MaxRunCost;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.Constraint.Redact;
import io.cascadeflow.policy.Constraint.Relax;
import io.cascadeflow.policy.Constraint.RequireJudge;
import io.cascadeflow.policy.Constraint.RequireTags;
import io.cascadeflow.policy.Constraint.StartAt;
import io.cascadeflow.policy.Constraint.Within;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Rules narrow, whatever their order, and what is not known narrows too. */
class PolicyPropertiesTest {

    private static final List<String> TAGS = List.of("eu", "onprem", "pci");
    private static final List<String> TIERS = List.of("small", "medium", "large");
    private static final List<String> KINDS = List.of("email", "card", "ip", "name");
    private static final List<String> TOOLS = List.of("search", "refund", "mail");
    private static final List<Candidate> MODELS = List.of(
            new Candidate(ModelId.parse("openai:gpt-4o"), Set.of()),
            new Candidate(ModelId.parse("openai:gpt-4o-mini"), Set.of("eu")),
            new Candidate(ModelId.parse("vllm:llama"), Set.of("eu", "onprem")),
            new Candidate(ModelId.parse("vllm:qwen"), Set.of("onprem", "pci")));
    private static final List<Rung> RUNGS = List.of(
            new Rung("small", List.of(MODELS.get(2))),
            new Rung("medium", List.of(MODELS.get(1), MODELS.get(3))),
            new Rung("large", List.of(MODELS.get(0))));
    private static final Facts FACTS = new Facts(
            Map.of("tenant", Set.of("acme"), "tags", Set.of("personal", "urgent")),
            Map.of("budgetUsed", 0.5),
            Map.of(new Expression("simple", "yes"), Verdict.YES, new Expression("simple", "no"), Verdict.NO),
            Instant.parse("2026-11-28T10:00:00Z"));

    @Property
    void theOrderOfRulesDoesNotMatter(@ForAll("rules") List<Rule> rules, @ForAll Random random) {
        List<Rule> shuffled = new ArrayList<>(rules);
        Collections.shuffle(shuffled, random);
        Ruling one = new Policy("1", rules).on(FACTS);
        Ruling other = new Policy("1", shuffled).on(FACTS);
        assertThat(View.of(other)).isEqualTo(View.of(one));
    }

    @Property
    void aFurtherRuleThatRelaxesNothingOnlyNarrows(@ForAll("rules") List<Rule> rules, @ForAll("rule") Rule further) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule("further", further.mode(), further.when(), withoutRelax(further.then())));
        assertAtLeastAsStrict(new Policy("1", more).on(FACTS), new Policy("1", rules).on(FACTS));
    }

    @Property
    void twoRulingsTogetherAreAsStrictAsEach(@ForAll("rules") List<Rule> some, @ForAll("rules") List<Rule> others) {
        Ruling one = new Policy("1", renamed(some, "a")).on(FACTS);
        Ruling other = new Policy("1", renamed(others, "b")).on(FACTS);
        Ruling both = one.and(other);
        assertThat(View.of(both)).isEqualTo(View.of(other.and(one)));
        assertThat(View.of(both.and(one))).isEqualTo(View.of(both));
        if (others.stream().noneMatch(PolicyPropertiesTest::relaxes)) {
            assertAtLeastAsStrict(both, one);
        }
    }

    @Property
    void whatCannotBeEvaluatedNarrowsAsIfItHeldAndRelaxesNothing(@ForAll("rules") List<Rule> rules) {
        Condition failed = new Condition.Said(new Expression("simple", "it failed"));
        Condition holds = new Condition.Every(List.of());
        List<Rule> unknown = new ArrayList<>();
        List<Rule> matching = new ArrayList<>();
        for (Rule rule : rules) {
            unknown.add(new Rule(rule.name(), rule.mode(), failed, rule.then()));
            matching.add(new Rule(rule.name(), rule.mode(), holds, rule.then()));
        }
        Ruling blind = new Policy("1", unknown).on(FACTS);
        assertAtLeastAsStrict(blind, new Policy("1", matching).on(FACTS));
        assertThat(blind.imposed()).noneMatch(imposed -> imposed.constraint() instanceof Relax);
    }

    @Property
    void anEmptyPlanIsADenialThatNamesRules(@ForAll("rules") List<Rule> rules) {
        Ruling ruling = new Policy("1", rules).on(FACTS);
        Plan plan = ruling.plan(RUNGS);
        Denial denial = plan.denial("support");
        assertThat(denial == null).isEqualTo(!plan.left().isEmpty());
        if (denial != null) {
            assertThat(denial.rules()).isNotEmpty().isSubsetOf(Set.copyOf(ruling.rules()));
            denial.rules().forEach(rule -> assertThat(denial.text()).contains("'" + rule + "'"));
        }
    }

    @Property
    void noTierIsLeftWithoutAModelThatMayBeAsked(@ForAll("rules") List<Rule> rules) {
        Ruling ruling = new Policy("1", rules).on(FACTS);
        for (Rung rung : RUNGS) {
            if (ruling.plan(RUNGS).left().contains(rung.name())) {
                assertThat(rung.models()).anyMatch(model -> ruling.denies(model).isEmpty());
            }
        }
    }

    @Property
    void rulesThatAreOffOrObservedChangeNothing(@ForAll("rules") List<Rule> rules) {
        List<Rule> quiet = new ArrayList<>();
        for (Rule rule : rules) {
            quiet.add(
                    new Rule(rule.name(), rule.mode() == Mode.OFF ? Mode.OFF : Mode.OBSERVE, rule.when(), rule.then()));
        }
        Ruling ruling = new Policy("1", quiet).on(FACTS);
        assertThat(View.of(ruling)).isEqualTo(View.of(Ruling.NONE));
        assertThat(ruling.fired()).noneMatch(fired -> fired.rule().mode() == Mode.OFF);
    }

    private static boolean relaxes(Rule rule) {
        return rule.then().stream().anyMatch(Relax.class::isInstance);
    }

    private static List<Constraint> withoutRelax(List<Constraint> then) {
        List<Constraint> kept = new ArrayList<>(then);
        kept.removeIf(Relax.class::isInstance);
        kept.add(new DenyTools(Set.of("search")));
        return kept;
    }

    private static List<Rule> renamed(List<Rule> rules, String prefix) {
        return rules.stream()
                .map(rule -> new Rule(prefix + rule.name(), rule.mode(), rule.when(), rule.then()))
                .toList();
    }

    private static void assertAtLeastAsStrict(Ruling strict, Ruling loose) {
        View narrow = View.of(strict);
        View wide = View.of(loose);
        assertThat(wide.models()).containsAll(narrow.models());
        assertThat(wide.tiers()).containsAll(narrow.tiers());
        assertThat(wide.tools()).containsAll(narrow.tools());
        assertThat(wide.told()).containsAll(narrow.told());
        assertThat(narrow.denied() || !wide.denied()).isTrue();
        assertThat(number(narrow.drafts())).isGreaterThanOrEqualTo(number(wide.drafts()));
        assertThat(number(narrow.free())).isGreaterThanOrEqualTo(number(wide.free()));
        assertThat(number(narrow.last())).isGreaterThanOrEqualTo(number(wide.last()));
        assertThat(narrow.cost()).isLessThanOrEqualTo(wide.cost());
        assertThat(narrow.runCost()).isLessThanOrEqualTo(wide.runCost());
        assertThat(narrow.judged() || !wide.judged()).isTrue();
        assertThat(narrow.time()).isLessThanOrEqualTo(wide.time());
    }

    private static boolean isTold(Ruling ruling, String kind) {
        return ruling.redact()
                .filter(redact -> redact.kinds().isEmpty() || redact.kinds().contains(kind))
                .isEmpty();
    }

    private static double number(@Nullable Double threshold) {
        return threshold == null ? -1 : threshold;
    }

    /** All that anybody can ask a ruling. */
    private record View(
            boolean denied,
            List<Candidate> models,
            List<String> tiers,
            List<String> tools,
            List<String> told,
            @Nullable Double drafts,
            @Nullable Double free,
            @Nullable Double last,
            Usd cost,
            Usd runCost,
            Duration time,
            boolean judged) {

        static View of(Ruling ruling) {
            Usd much = Usd.of("1000000");
            return new View(
                    ruling.deniesAll().isPresent(),
                    MODELS.stream()
                            .filter(model -> ruling.denies(model).isEmpty())
                            .toList(),
                    ruling.plan(RUNGS).left(),
                    TOOLS.stream()
                            .filter(tool -> ruling.deniesTool(tool).isEmpty())
                            .toList(),
                    KINDS.stream().filter(kind -> isTold(ruling, kind)).toList(),
                    ruling.threshold(0.7, false),
                    ruling.threshold(null, false),
                    ruling.threshold(null, true),
                    ruling.maxCost().orElse(much),
                    ruling.maxRunCost().orElse(much),
                    ruling.deadline().orElse(Duration.ofDays(1)),
                    ruling.requiresJudge());
        }
    }

    @Provide
    Arbitrary<List<Rule>> rules() {
        return rule().list().ofMaxSize(6).map(rules -> {
            List<Rule> named = new ArrayList<>();
            for (Rule rule : rules) {
                named.add(new Rule("r" + named.size(), rule.mode(), rule.when(), rule.then()));
            }
            return named;
        });
    }

    @Provide
    Arbitrary<Rule> rule() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(1, Mode.OFF),
                                net.jqwik.api.Tuple.of(1, Mode.OBSERVE),
                                net.jqwik.api.Tuple.of(6, Mode.ENFORCE)),
                        condition(),
                        constraint().list().ofMinSize(1).ofMaxSize(3))
                .as((mode, when, then) -> new Rule("rule", mode, when, then));
    }

    private static Arbitrary<Condition> condition() {
        Arbitrary<Condition> simple = Arbitraries.of(
                new Condition.Says("tenant", Set.of("acme")),
                new Condition.Says("tenant", Set.of("other")),
                new Condition.Says("tags", Set.of("personal", "secret")),
                new Condition.Says("user", Set.of("nobody")),
                new Condition.Above("budgetUsed", 0.4),
                new Condition.Below("budgetUsed", 0.4),
                new Condition.Below("complexity", 0.4),
                new Condition.Said(new Expression("simple", "yes")),
                new Condition.Said(new Expression("simple", "no")),
                new Condition.Said(new Expression("simple", "it failed")));
        return Arbitraries.lazyOf(
                () -> simple,
                () -> simple,
                () -> condition().map(Condition.Not::new),
                () -> condition().list().ofMaxSize(2).map(Condition.Every::new),
                () -> condition().list().ofMaxSize(2).map(Condition.Either::new));
    }

    private static Arbitrary<Constraint> constraint() {
        Arbitrary<Set<String>> tags = Arbitraries.of(TAGS).set().ofMinSize(1).ofMaxSize(2);
        Arbitrary<Set<String>> tools = Arbitraries.of(TOOLS).set().ofMinSize(1).ofMaxSize(2);
        Arbitrary<Set<String>> models = Arbitraries.of("openai:*", "vllm:*", "openai:gpt-4o")
                .set()
                .ofMinSize(1)
                .ofMaxSize(2);
        Arbitrary<String> tier = Arbitraries.of(TIERS);
        Arbitrary<Double> confidence = Arbitraries.of(0.0, 0.5, 0.8, 1.0);
        return Arbitraries.oneOf(
                Arbitraries.just(new Deny()),
                Arbitraries.just(new RequireJudge()),
                models.map(AllowModels::new),
                models.map(DenyModels::new),
                tags.map(RequireTags::new),
                tags.map(ExcludeTags::new),
                tier.map(StartAt::new),
                tier.map(MaxTier::new),
                tier.map(ForceTier::new),
                confidence.map(AcceptAbove::new),
                Arbitraries.of("0.01", "0.5").map(Usd::of).map(MaxCost::new),
                Arbitraries.of("0.01", "0.5").map(Usd::of).map(MaxRunCost::new),
                Arbitraries.of(1, 20).map(Duration::ofSeconds).map(Within::new),
                tools.map(AllowTools::new),
                tools.map(DenyTools::new),
                Arbitraries.of(Set.<String>of(), Set.of("email"), Set.of("card", "ip"))
                        .map(Redact::new),
                confidence.map(Relax::new));
    }
}
