package io.cascadeflow.camel;

import static io.cascadeflow.camel.LearningFixture.decision;
import static io.cascadeflow.camel.LearningFixture.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.audit.DriftAlarm;
import io.cascadeflow.audit.DriftMonitor;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Gate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What follows in a route when its gate no longer fits. */
@Timeout(120)
class DriftInRoutesTest {

    @TempDir
    Path folder;

    /** States 0.8 where it stated everything from 0.1 to 0.9 when it was fitted. */
    private record Drifted() implements Gate {

        @Override
        public Assessment assess(Draft draft) {
            return Assessment.of(0.8);
        }

        @Override
        public Map<String, List<Double>> reference() {
            return Map.of(DriftMonitor.CONFIDENCE, List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.78, 0.9));
        }

        @Override
        public @Nullable Double certifiedRegret(double threshold) {
            return 0.02;
        }
    }

    @Test
    void aDriftedGateGetsAStricterThresholdAndTheReasonSaysSo() throws Exception {
        try (LearningFixture fixture = drifted("")) {
            Exchange before = fixture.ask("What is 2 + 2?");
            Exchange after = drift(fixture);

            assertThat(decision(before).outcome()).hasToString("accepted");
            assertThat(decision(after).outcome()).hasToString("escalated");
            assertThat(decision(after).attempts().get(0).reason().text())
                    .contains("confidence 0.800 is below 0.875, which was raised: ");
            assertThat(fixture.drift).extracting(event -> event.alarm().kind()).contains(DriftAlarm.Kind.CONFIDENCE);
            assertThat(fixture.learning.getDriftAlarms()).isEqualTo(fixture.drift.size());
            assertThat(fixture.learning.getFallbacks()).containsOnlyKeys("support/small");
        }
    }

    @Test
    void anOperatorTakesTheFallBackBack() throws Exception {
        try (LearningFixture fixture = drifted("")) {
            drift(fixture);

            assertThat(fixture.learning.resetDrift("support")).isTrue();
            assertThat(fixture.learning.resetDrift("support")).isFalse();
            assertThat(decision(fixture.ask("What is 2 + 2?")).outcome()).hasToString("accepted");
            assertThat(fixture.learning.getFallbacks()).isEmpty();
        }
    }

    @Test
    void noDraftIsAcceptedWhereTheLargeTierIsToAnswer() throws Exception {
        try (LearningFixture fixture = drifted(", onDrift: large")) {
            Exchange after = drift(fixture);

            assertThat(decision(after).attempts().get(0).reason().code()).isEqualTo(Reason.Code.DRIFT);
            assertThat(after.getMessage().getHeader(CascadeFlowConstants.TIER)).isEqualTo("large");
        }
    }

    @Test
    void aWarningChangesNothing() throws Exception {
        try (LearningFixture fixture = drifted(", onDrift: warn")) {
            Exchange after = drift(fixture);

            assertThat(decision(after).outcome()).hasToString("accepted");
            assertThat(fixture.drift).isNotEmpty();
        }
    }

    @Test
    void auditsThatContradictDraftsRaiseTheThreshold() throws Exception {
        try (LearningFixture fixture = drifted(", auditShare: 1")) {
            fixture.largeSays(question -> said("5"));
            for (int i = 0; i < 60 && fixture.drift.isEmpty(); i++) {
                fixture.ask("What is 2 + 2?");
                while (fixture.learning.getAuditsInFlight() > 0) {
                    Thread.onSpinWait();
                }
            }

            assertThat(fixture.drift).extracting(event -> event.alarm().kind()).containsOnly(DriftAlarm.Kind.REGRET);
            assertThat(decision(fixture.ask("What is 2 + 2?")).outcome()).hasToString("escalated");
        }
    }

    /** Probe 22: what was configured is as it was, whatever traffic says. */
    @Test
    void tenThousandRequestsLeaveTheConfigurationAsItIs() throws Exception {
        try (LearningFixture fixture = drifted(", auditShare: 0.01")) {
            fixture.largeSays(question -> said("5"));
            CascadeFlowEndpoint endpoint =
                    fixture.context.camel.getEndpoint("cascadeflow:cascade:support", CascadeFlowEndpoint.class);
            for (int i = 0; i < 10_000; i++) {
                fixture.ask("What is 2 + 2?");
            }

            fixture.learning.resetDrift("support");
            Exchange exchange = fixture.ask("What is 2 + 2?");
            assertThat(decision(exchange).attempts().get(0).tier().acceptAbove())
                    .isEqualTo(0.75);
            assertThat(endpoint.getConfiguration())
                    .usingRecursiveComparison()
                    .isEqualTo(new CascadeFlowConfiguration());
        }
    }

    private LearningFixture drifted(String more) throws Exception {
        return new LearningFixture(
                folder,
                "    gate: {profile: '#drifted'" + more + "}\n",
                camel -> camel.getRegistry().bind("drifted", Gate.class, new Drifted()));
    }

    /** Fills a window; the question after it. */
    private static Exchange drift(LearningFixture fixture) {
        for (int i = 0; i < DriftMonitor.WINDOW; i++) {
            fixture.ask("What is 2 + 2?");
        }
        return fixture.ask("What is 2 + 2?");
    }
}
