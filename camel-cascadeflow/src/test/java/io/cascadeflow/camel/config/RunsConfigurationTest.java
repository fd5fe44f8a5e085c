package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.agent.run.Pressure;
import io.cascadeflow.agent.run.RunLimits;
import io.cascadeflow.agent.run.RunRule;
import io.cascadeflow.camel.ConfigurationException;
import io.cascadeflow.policy.Condition.Every;
import io.cascadeflow.policy.Condition.Says;
import io.cascadeflow.policy.Constraint.DenyTools;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.RunLimit;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsConfigurationTest {

    static final String FULL = """
            runs:
              - name: helpdesk
                mode: observe
                when: {project: helpdesk}
                limits: {budget: 0.50, calls: 20, toolCalls: 8, time: 2m, depth: 2}
                under:
                  - {left: 0.2, then: {maxTier: small}}
                  - {left: 0.5, of: toolCalls, then: {denyTools: search}}
                idle: 10m
            """;

    private static final RunRule HELPDESK = new RunRule(
            "helpdesk",
            Mode.OBSERVE,
            new Says("project", Set.of("helpdesk")),
            new RunLimits(Usd.of("0.5"), 20L, 8L, Duration.ofMinutes(2), null, 2),
            List.of(
                    new Pressure(0.2, null, List.of(new MaxTier("small"))),
                    new Pressure(0.5, RunLimit.TOOL_CALLS, List.of(new DenyTools(Set.of("search"))))),
            Duration.ofMinutes(10));

    private static List<RunRule> parse(String text) {
        return Configuration.parse("runs.yaml", text, UnaryOperator.identity()).runs();
    }

    @Test
    void everyKeyArrives() {
        assertThat(parse(FULL)).containsExactly(HELPDESK);
        assertThat(parse("runs: [{name: all}]"))
                .containsExactly(RunRule.of("all", RunLimits.NONE).in(Mode.ENFORCE));
        assertThat(parse("runs: [{name: all}]").get(0).when()).isEqualTo(new Every(List.of()));
        assertThat(parse("")).isEmpty();
    }

    @Test
    void propertiesSayTheSameInEverySpelling() {
        assertThat(Configuration.fromProperties(
                                Map.ofEntries(
                                        Map.entry("runs[0].name", "helpdesk"),
                                        Map.entry("runs[0].mode", "observe"),
                                        Map.entry("runs[0].when.project", "helpdesk"),
                                        Map.entry("runs[0].limits.budget", "0.50"),
                                        Map.entry("runs[0].limits.calls", "20"),
                                        Map.entry("runs[0].limits.tool-calls", "8"),
                                        Map.entry("runs[0].limits.time", "2m"),
                                        Map.entry("runs[0].limits.depth", "2"),
                                        Map.entry("runs[0].under[0].left", "0.2"),
                                        Map.entry("runs[0].under[0].then.max-tier", "small"),
                                        Map.entry("runs[0].under[1].left", "0.5"),
                                        Map.entry("runs[0].under[1].of", "toolCalls"),
                                        Map.entry("runs[0].under[1].then.denytools", "search"),
                                        Map.entry("runs[0].idle", "10m")),
                                UnaryOperator.identity())
                        .runs())
                .containsExactly(HELPDESK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{limits: {calls: 1}}| 'name' is missing",
                "{name: a}, {name: a}| two rules for runs are named 'a'",
                "{name: a, mode: on}| is none of off, observe, enforce",
                "{name: a, limits: {}}| there is nothing in this group",
                "{name: a, limits: {call: 1}}| did you mean 'calls'?",
                "{name: a, limits: {calls: -1}}| is no count; it is a whole number, 0 or more",
                "{name: a, limits: {calls: 1.5}}| is no count",
                "{name: a, limits: {toolCalls: many}}| is no number",
                "{name: a, limits: {energy: -1}}| 0 or more and below a billion",
                "{name: a, limits: {budget: -1}}| is no limit; it is US dollars",
                "{name: a, limits: {time: 0s}}| is no time above zero",
                "{name: a, limits: {time: 20}}| has no unit",
                "{name: a, limits: {depth: -1}}| is no depth; write a whole number, 0 to 100",
                "{name: a, limits: {calls: 1}, under: []}| this list is empty",
                "{name: a, limits: {calls: 1}, under: [{left: 1, then: {maxTier: s}}]}| is no such share",
                "{name: a, limits: {calls: 1}, under: [{left: 0.5}]}| 'then' is missing",
                "{name: a, limits: {calls: 1}, under: [{then: {maxTier: s}}]}| 'left' is missing",
                "{name: a, limits: {calls: 1}, under: [{left: 0.5, of: budget, then: {maxTier: s}}]}| add budget to limits",
                "{name: a, limits: {calls: 1}, under: [{left: 0.5, of: depth, then: {maxTier: s}}]}| is none of budget",
                "{name: a, limits: {depth: 1}, under: [{left: 0.5, then: {maxTier: s}}]}| add budget, calls, toolCalls, time or energy",
                "{name: a, limits: {calls: 1}, under: [{left: 0.5, then: {requireTags: eu}}]}| no model has the tag 'eu'",
                "{name: a, when: {projekt: x}}| did you mean 'project'?",
                "{name: a, idle: 0s}| is no time above zero",
            })
    void aRuleThatIsWrongIsToldWithItsPlaceAndTheWayOut(String rules, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> parse("runs: [" + rules + "]"))
                .withMessageContaining("runs.yaml, line 1")
                .withMessageContaining(message);
    }
}
