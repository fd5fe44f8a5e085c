package io.cascadeflow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.agent.run.RunEntry.Call;
import io.cascadeflow.agent.run.WhatIf.Change;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.Condition.Says;
import io.cascadeflow.policy.Constraint.AcceptAbove;
import io.cascadeflow.policy.Constraint.DenyModels;
import io.cascadeflow.policy.Constraint.DenyTools;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.Constraint.RequireTags;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Rule;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.RunStoppedException;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunReplayTest {

    private static final Usd CENT = Usd.of("0.01");

    private final MovableClock clock = new MovableClock();
    private final RunBook book = new RunBook(clock, Capacity.DEFAULT);

    private Run run(String id, RunRule... rules) {
        return book.find(RunPath.of(id), () -> List.of(rules)).orElseThrow();
    }

    private static Call call(String model, String tier) {
        return new Call("probe:" + model, "support", tier, "answer", "d");
    }

    private void made(Run run, String model, String tier, String cost) {
        RunTurn turn = run.begin(call(model, tier), Usd.of("0.04"), null);
        clock.advance(Duration.ofSeconds(10));
        turn.ended(true, Usd.of(cost), null, 10, 10);
    }

    /** Small, large, tools, small within, large: 0.01 + 0.02 + 0.01 + 0.02. */
    private RunTrace trace() {
        Run run = run("r1", RunRule.of("all", RunLimits.NONE));
        made(run, "m", "small", "0.01");
        made(run, "dear", "large", "0.02");
        run.tools(List.of("search", "mail"));
        made(run("r1>sub"), "m", "small", "0.01");
        made(run, "dear", "large", "0.02");
        return book.trace("r1").orElseThrow();
    }

    private static WhatIf what(RunTrace trace, RunLimits limits, Pressure... under) {
        return RunReplay.of(trace, List.of(RunRule.of("new", limits, under)), Policy.NONE, Tags.NONE);
    }

    @Test
    void underLimitsThatItKeptNothingChanges() {
        WhatIf what = what(
                trace(),
                RunLimits.NONE.withCalls(4).withToolCalls(2).withBudget("0.08").withDepth(1));

        assertThat(what.changes()).isEmpty();
        assertThat(what.firstStop()).isNull();
        assertThat(what.calls()).isEqualTo(4);
        assertThat(what.cost()).isEqualTo(Usd.of("0.06"));
        assertThat(what.stoppedCost()).isEqualTo(Usd.ZERO);
    }

    @Test
    void fewerCallsStopItAtTheFirstTooMany() {
        WhatIf what = what(trace(), RunLimits.NONE.withCalls(2));

        assertThat(what.changes()).extracting(Change::action).containsExactly("stop", "stop");
        assertThat(what.firstStop()).isEqualTo(what.changes().get(0));
        assertThat(what.changes().get(0).run()).isEqualTo("r1>sub");
        assertThat(what.changes().get(0).text())
                .contains("has 0 of 2 calls left")
                .contains("rule 'new'");
        assertThat(what.changes()).extracting(Change::sure).containsExactly(true, false);
        assertThat(what.stoppedCost()).isEqualTo(Usd.of("0.03"));
        assertThat(what.costFromFirstStop()).isEqualTo(Usd.of("0.03"));
    }

    @Test
    void aSmallerBudgetOrFewerToolsStopIt() {
        RunTrace trace = trace();
        WhatIf what = what(trace, RunLimits.NONE.withBudget("0.05"));

        assertThat(what.changes()).extracting(Change::model).containsExactly("probe:m", "probe:dear");
        assertThat(what.stoppedCost()).isEqualTo(Usd.of("0.03"));
        WhatIf tools = what(trace, RunLimits.NONE.withToolCalls(1));
        assertThat(tools.changes()).extracting(Change::action).containsExactly("stop");
        assertThat(tools.stoppedCost()).isEqualTo(Usd.ZERO);
        assertThat(tools.costFromFirstStop()).isEqualTo(Usd.of("0.03"));
    }

    @Test
    void lessTimeAndDepthStopIt() {
        RunTrace trace = trace();
        assertThat(what(trace, RunLimits.NONE.withTime(Duration.ofSeconds(25))).changes())
                .hasSize(1);
        assertThat(what(trace, RunLimits.NONE.withDepth(0)).changes())
                .extracting(Change::run)
                .containsExactly("r1>sub");
    }

    @Test
    void callsAtOnceAreReplayedAsTheyOverlapped() {
        Run run = run("r1", RunRule.of("all", RunLimits.NONE));
        RunTurn one = run.begin(call("m", "small"), Usd.of("0.04"), null);
        RunTurn other = run.begin(call("m", "small"), Usd.of("0.04"), null);
        other.ended(true, CENT, null, 1, 1);
        one.ended(true, CENT, null, 1, 1);
        RunTrace overlapping = book.trace("r1").orElseThrow();

        assertThat(what(overlapping, RunLimits.NONE.withBudget("0.06")).changes())
                .as("both at once may cost 0.08")
                .hasSize(1);
        assertThat(what(overlapping, RunLimits.NONE.withBudget("0.08")).changes())
                .isEmpty();
    }

    @Test
    void whatWasRefusedAndWouldBeMadeNowIsNotKnown() {
        Run run = run("r1", RunRule.of("old", RunLimits.NONE.withCalls(1)));
        made(run, "m", "small", "0.01");
        assertThatThrownBy(() -> made(run, "dear", "large", "0.02")).isInstanceOf(RunStoppedException.class);
        WhatIf what = what(book.trace("r1").orElseThrow(), RunLimits.NONE.withCalls(5));

        assertThat(what.changes()).extracting(Change::action).containsExactly("allow");
        assertThat(what.unknownCalls()).isEqualTo(1);
        assertThat(what.unknownAtMost()).isEqualTo(Usd.of("0.04"));
        assertThat(what(book.trace("r1").orElseThrow(), RunLimits.NONE.withCalls(1))
                        .changes())
                .as("the same limits")
                .isEmpty();
    }

    @Test
    void pressureSwitchesModelsAndDeniesToolsAndSaysWhatIsNotKnown() {
        WhatIf what = what(
                trace(),
                RunLimits.NONE.withCalls(4),
                new Pressure(0.75, null, List.of(new DenyModels(Set.of("probe:dear")))),
                new Pressure(0.5, null, List.of(new DenyTools(Set.of("mail")), new MaxTier("small"))));

        assertThat(what.changes())
                .extracting(Change::action)
                .containsExactly("switch-model", "deny-tools", "switch-model", "switch-model");
        assertThat(what.changes()).extracting(Change::sure).containsExactly(true, false, false, false);
        assertThat(what.changes().get(3).text()).contains("tier 'large' may be left out");
        assertThat(what.otherwiseCost()).isEqualTo(Usd.of("0.04"));
        assertThat(what.stoppedCost()).isEqualTo(Usd.ZERO);
    }

    @Test
    void otherPoliciesAreJudgedAsFarAsTheTraceTells() {
        Policy policy = new Policy(
                "1",
                List.of(
                        new Rule(
                                "eu",
                                Mode.ENFORCE,
                                new Says("cascade", Set.of("support")),
                                List.of(new RequireTags(Set.of("eu")))),
                        new Rule(
                                "other",
                                Mode.ENFORCE,
                                new Says("cascade", Set.of("x")),
                                List.of(new DenyModels(Set.of("*")))),
                        new Rule(
                                "acme",
                                Mode.ENFORCE,
                                new Says("tenant", Set.of("acme")),
                                List.of(new AcceptAbove(1)))));
        WhatIf what = RunReplay.of(
                trace(), List.of(), policy, model -> model.equals(ModelId.parse("probe:m")) ? Set.of("eu") : Set.of());

        assertThat(what.changes()).extracting(Change::model).containsExactly("probe:dear", "probe:dear");
        assertThat(what.changes()).extracting(Change::rule).containsOnly("eu");
        assertThat(what.notes()).containsExactly("rule 'acme' is not judged: it asks for what a trace does not have");
    }

    @Test
    void aTraceSurvivesJsonAndSaysWhenItIsNotWhole() {
        RunTrace trace = trace();
        assertThat(RunJson.readTrace(RunJson.write(trace))).isEqualTo(trace);
        RunTrace cut = new RunTrace("r1", trace.began(), trace.entries().subList(0, 2), 3);
        assertThat(what(cut, RunLimits.NONE).notes()).singleElement().asString().startsWith("3 entries are missing");
        for (String bad :
                List.of("", "{", "[]", "{}", "null", "{\"run\":\"a\",\"began\":\"x\",\"entries\":[]}", "7 8")) {
            assertThatThrownBy(() -> RunJson.readTrace(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("this is no trace of a run");
        }
    }

    @Test
    void rulesThatAreOffAreLeftOutAndObservedOnesTried() {
        RunRule rule = RunRule.of("new", RunLimits.NONE.withCalls(1));
        assertThat(RunReplay.of(trace(), List.of(rule.in(Mode.OFF)), Policy.NONE, Tags.NONE)
                        .changes())
                .isEmpty();
        assertThat(RunReplay.of(book.trace("r1").orElseThrow(), List.of(rule.in(Mode.OBSERVE)), Policy.NONE, Tags.NONE)
                        .changes())
                .hasSize(3);
    }
}
