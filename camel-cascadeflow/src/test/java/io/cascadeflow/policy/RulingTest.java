package io.cascadeflow.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.Constraint.AcceptAbove;
import io.cascadeflow.policy.Constraint.AllowModels;
import io.cascadeflow.policy.Constraint.AllowTools;
import io.cascadeflow.policy.Constraint.Deny;
import io.cascadeflow.policy.Constraint.DenyTools;
import io.cascadeflow.policy.Constraint.ForceTier;
import io.cascadeflow.policy.Constraint.MaxCost;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.Constraint.Relax;
import io.cascadeflow.policy.Constraint.RequireTags;
import io.cascadeflow.policy.Constraint.StartAt;
import io.cascadeflow.policy.Constraint.Within;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.pricing.Usd;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulingTest {

    private static final Condition ALWAYS = new Condition.Every(List.of());
    private static final Facts NOTHING = new Facts(Map.of(), Map.of(), Instant.parse("2026-11-28T10:00:00Z"));
    private static final List<Rung> RUNGS = List.of(
            new Rung("small", List.of(new Candidate(ModelId.parse("vllm:llama"), Set.of("eu")))),
            new Rung("large", List.of(new Candidate(ModelId.parse("openai:gpt-4o"), Set.of()))));

    private static Ruling ruling(Constraint... constraints) {
        Rule[] rules = new Rule[constraints.length];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = new Rule("r" + i, Mode.ENFORCE, ALWAYS, List.of(constraints[i]));
        }
        return new Policy("v1", List.of(rules)).on(NOTHING);
    }

    @Test
    void tagsLeaveTheTiersWhoseModelsHaveThem() {
        Plan plan = ruling(new RequireTags(Set.of("eu"))).plan(RUNGS);
        assertThat(plan.left()).containsExactly("small");
        assertThat(plan.out()).containsOnlyKeys("large");
        assertThat(plan.denial("support")).isNull();
    }

    @Test
    void twoListsOfModelsLeaveWhatIsInBoth() {
        Ruling ruling = ruling(new AllowModels(Set.of("vllm:*", "openai:gpt-4o")), new AllowModels(Set.of("openai:*")));
        assertThat(ruling.plan(RUNGS).left()).containsExactly("large");
    }

    @Test
    void aContradictionIsADenialThatNamesItsRules() {
        Denial denial = ruling(new ForceTier("small"), new ForceTier("large"))
                .plan(RUNGS)
                .denial("support");
        assertThat(requireNonNull(denial).text())
                .isEqualTo("no tier of cascade 'support' is left for this call by rules 'r0', 'r1'");
        assertThat(requireNonNull(denial).rules()).containsExactlyInAnyOrder("r0", "r1");
        assertThat(ruling(new StartAt("large"), new MaxTier("small"))
                        .plan(RUNGS)
                        .denial("support"))
                .isNotNull();
    }

    @Test
    void aRuleAboutATierThatThereIsNotDenies() {
        Denial denial = ruling(new MaxTier("smal")).plan(RUNGS).denial("support");
        assertThat(requireNonNull(denial).text())
                .isEqualTo(
                        "cascade 'support' has no tier 'smal', which is named by rule 'r0'; add it, or limit that to other cascades");
    }

    @Test
    void aDenialIsOneForEverything() {
        Ruling ruling = ruling(new Deny());
        assertThat(ruling.deniesAll()).isPresent();
        assertThat(ruling.plan(RUNGS).left()).isEmpty();
        assertThat(ruling.denies(RUNGS.get(0).models().get(0)).orElseThrow().text())
                .isEqualTo("the model vllm:llama is not allowed for this call by rule 'r0'");
    }

    @ParameterizedTest
    @CsvSource({
        // configured, last, demanded, relaxed, then
        "0.7, false, 0.9,    , 0.9",
        "0.7, false, 0.5,    , 0.7",
        "   , false, 0.9,    , 0.9",
        "   , true,  0.9,    ,    ",
        "0.7, true,  0.9,    , 0.9",
        "0.7, false,    , 0.5, 0.5",
        "0.7, false,    , 0.9, 0.7",
        "0.7, false, 0.6, 0.5, 0.6",
        "   , false,    , 0.5,    ",
    })
    void thresholdsOnlyRiseUnlessARuleRelaxesThem(
            Double configured, boolean last, Double demanded, Double relaxed, Double then) {
        Ruling ruling = Ruling.NONE;
        if (demanded != null) {
            ruling = ruling.and(ruling(new AcceptAbove(demanded)));
        }
        if (relaxed != null) {
            ruling = ruling.and(ruling(new Relax(relaxed)));
        }
        assertThat(ruling.threshold(configured, last)).isEqualTo(then);
    }

    @Test
    void ofSeveralLayersTheStrictestOfEachKindHolds() { // probe 38
        Ruling ruling = ruling(
                new AcceptAbove(0.7),
                new AcceptAbove(0.9),
                new MaxCost(Usd.of("0.5")),
                new MaxCost(Usd.of("0.1")),
                new Within(Duration.ofSeconds(5)),
                new Within(Duration.ofSeconds(20)),
                new AllowTools(Set.of("search", "mail", "refund")),
                new AllowTools(Set.of("mail", "refund")),
                new DenyTools(Set.of("refund")),
                new DenyTools(Set.of("wipe")));
        assertThat(ruling.threshold(0.8, false)).isEqualTo(0.9);
        assertThat(ruling.maxCost()).contains(Usd.of("0.1"));
        assertThat(ruling.deadline()).contains(Duration.ofSeconds(5));
        assertThat(Stream.of("search", "mail", "refund", "wipe")
                        .filter(tool -> ruling.deniesTool(tool).isEmpty()))
                .containsExactly("mail");
    }

    @ParameterizedTest
    @CsvSource({
        // Saturday 28 November 2026 is one hour ahead in Zurich
        "2026-11-28T07:59:59Z, NO",
        "2026-11-28T08:00:00Z, YES",
        "2026-11-28T16:59:59Z, YES",
        "2026-11-28T17:00:00Z, NO",
        "2026-11-29T08:00:00Z, NO",
    })
    void aTimeOfTheDay(Instant at, Verdict holds) {
        Condition office = new Condition.During(
                LocalTime.of(9, 0), LocalTime.of(18, 0), Set.of(DayOfWeek.SATURDAY), ZoneId.of("Europe/Zurich"));
        assertThat(office.holds(new Facts(Map.of(), Map.of(), at))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T21:59:59Z, NO",
        "2026-11-27T22:00:00Z, YES",
        "2026-11-28T05:59:59Z, YES",
        "2026-11-28T06:00:00Z, NO",
        "2026-11-28T22:00:00Z, NO",
    })
    void aNightBelongsToTheDayItBeganOn(Instant at, Verdict holds) {
        Condition friday = new Condition.During(
                LocalTime.of(22, 0), LocalTime.of(6, 0), Set.of(DayOfWeek.FRIDAY), ZoneId.of("UTC"));
        assertThat(friday.holds(new Facts(Map.of(), Map.of(), at))).isEqualTo(holds);
    }

    @Test
    void twoRulesOfOneNameAreOneTooMany() {
        Rule rule = new Rule("one", Mode.ENFORCE, ALWAYS, List.of(new Deny()));
        assertThatThrownBy(() -> new Policy("v1", List.of(rule, rule)))
                .hasMessage("two rules are named 'one'; give each its own name");
    }
}
