package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.observe.Metric;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsInRoutesTest {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** Micrometer counts in floating point. */
    private static final Offset<Double> NO_MORE = Offset.offset(1e-9);

    @TempDir
    Path folder;

    private ObservedContext observed() throws Exception {
        return new ObservedContext(folder, Map.of("meters", meters));
    }

    @Test
    void aScrapeShowsTheDecisionsOfACascade() throws Exception {
        try (ObservedContext with = observed()) {
            assertThat(with.escalated().getException()).isNull();

            assertThat(meters.scrape())
                    .contains(
                            "cascadeflow_decisions_total{cascade=\"support\",outcome=\"escalated\",tier=\"large\"} 1.0",
                            "cascadeflow_escalations_total{cascade=\"support\",reason=\"below_threshold\",tier=\"small\"} 1.0",
                            "cascadeflow_decision_duration_seconds_count{cascade=\"support\"} 1");
        }
    }

    @Test
    void aScrapeShowsRequestsTokensAndMoneyAsTheyAreOnTheLedger() throws Exception {
        try (ObservedContext with = observed()) {
            with.escalated();

            String model = "gen_ai_provider_name=\"probe\",gen_ai_request_model=\"dear\"";
            assertThat(meters.scrape())
                    .contains(
                            "gen_ai_client_operation_duration_seconds_count{error_type=\"none\",gen_ai_operation_name=\"chat\","
                                    + model + "} 1",
                            "gen_ai_client_token_usage_sum{gen_ai_operation_name=\"chat\"," + model
                                    + ",gen_ai_token_type=\"input\"} 1000.0",
                            "gen_ai_client_token_usage_sum{gen_ai_operation_name=\"chat\"," + model
                                    + ",gen_ai_token_type=\"output\"} 100.0",
                            "cascadeflow_breaker_state{" + model + "} 0.0");
            double spent = with.context.lines().stream()
                    .map(line -> line.posting().settlement())
                    .filter(Objects::nonNull)
                    .mapToDouble(settled -> settled.amount().toBigDecimal().doubleValue())
                    .sum();
            assertThat(sum("cascadeflow.cost")).isCloseTo(spent, NO_MORE).isCloseTo(0.022, NO_MORE);
        }
    }

    @Test
    void budgetsAreShownByNameAndNeverByTenant() throws Exception {
        try (ObservedContext with = observed()) {
            with.escalated();

            assertThat(meters.scrape())
                    .contains(
                            "cascadeflow_budget_used_usd{budget=\"company\"} 0.022",
                            "cascadeflow_budget_used_usd{budget=\"customer\"} 0.022",
                            "cascadeflow_budget_limit_usd{budget=\"customer\"} 5.0",
                            "cascadeflow_holds_open 0.0",
                            "cascadeflow_calls_active 0.0")
                    .doesNotContain("acme");
        }
    }

    @Test
    void aFailedRequestIsCountedByItsKind() throws Exception {
        try (ObservedContext with = observed()) {
            with.context.probe.fails(new ProviderException(Kind.AUTH, "the key is wrong; give another"));
            with.context.ask("cascadeflow:probe:m", "2+2?", Map.of(CascadeFlowConstants.TENANT, "acme"));

            assertThat(meters.scrape())
                    .contains(
                            "cascadeflow_provider_errors_total{gen_ai_provider_name=\"probe\",gen_ai_request_model=\"m\",kind=\"auth\"} 1.0",
                            "error_type=\"auth\"");
        }
    }

    @Test
    void whatTheFirstTierSavedIsKnownOnceTheLastWasAsked() throws Exception {
        try (ObservedContext with = observed()) {
            with.accepted();
            assertThat(meters.find("cascadeflow.saved").counter()).isNull();
            with.escalated();
            with.accepted();

            // 0.02 at the dear model, 0.002 at the other
            assertThat(sum("cascadeflow.saved")).isCloseTo(0.018, NO_MORE);
            assertThat(sum("cascadeflow.lost")).isCloseTo(0.002, NO_MORE);
        }
    }

    @Test
    void namesFromOutsideMakeABoundedNumberOfSeries() throws Exception {
        try (ObservedContext with = new ObservedContext(
                folder,
                Map.of("meters", meters),
                ObservedContext.BUDGETS + "unpriced: {ceiling: {input: 1, output: 1}}\n")) {
            for (int i = 0; i < 600; i++) {
                with.context.ask(
                        "cascadeflow:probe:made-up-" + i, "2+2?", Map.of(CascadeFlowConstants.TENANT, "t" + i));
            }

            assertThat(meters.find("gen_ai.client.operation.duration").timers()).hasSize(501);
            assertThat(meters.find("cascadeflow.breaker.state").gauges()).hasSize(200);
            assertThat(sum("cascadeflow.calls.unpriced")).isEqualTo(600);
            assertThat(meters.find("cascadeflow.calls.unpriced")
                            .tag("gen_ai.request.model", "other")
                            .counter()
                            .count())
                    .isEqualTo(100);
        }
    }

    @Test
    void twoRegistriesBothCount() throws Exception {
        MeterRegistry other = new SimpleMeterRegistry();
        try (ObservedContext with = new ObservedContext(folder, Map.of("meters", meters, "other", other))) {
            with.escalated();
        }
        assertThat(sum("cascadeflow.decisions")).isEqualTo(1);
        assertThat(other.find("cascadeflow.decisions").counter()).isNotNull();
    }

    @Test
    void ofACompositeAndItsPartsOnlyTheCompositeIsTold() throws Exception {
        CompositeMeterRegistry both = new CompositeMeterRegistry();
        both.add(meters);
        try (ObservedContext with = new ObservedContext(folder, Map.of("meters", meters, "both", both))) {
            with.escalated();
        }
        assertThat(sum("cascadeflow.decisions")).isEqualTo(1);
    }

    @Test
    void aRegistryThatThrowsBreaksNoRoute() throws Exception {
        meters.config().onMeterAdded(meter -> {
            if (meter.getId().getType() == Meter.Type.TIMER) {
                throw new IllegalStateException("no more meters");
            }
        });
        try (ObservedContext with = observed()) {
            Exchange exchange = with.escalated();
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("4");
        }
    }

    @Test
    void aRegistryThatTakesNothingKeepsNothingFromStarting() throws Exception {
        meters.config().onMeterAdded(meter -> {
            throw new IllegalStateException("no more meters");
        });
        try (ObservedContext with = observed()) {
            assertThat(with.escalated().getException()).isNull();
        }
    }

    @Test
    void withoutARegistryNothingIsCountedAndEverythingWorks() throws Exception {
        try (ObservedContext with = new ObservedContext(folder, Map.of())) {
            assertThat(with.escalated().getException()).isNull();
        }
    }

    @Test
    void gaugesOfAContextThatStoppedAreGone() throws Exception {
        observed().close();

        assertThat(meters.scrape()).doesNotContain("cascadeflow_holds_open", "cascadeflow_budget_used");
    }

    @Test
    void everyMetricHasNoLabelBesideThoseOfItsTable() throws Exception {
        try (ObservedContext with = observed()) {
            with.escalated();
            with.context.probe.fails(new ProviderException(Kind.AUTH, "the key is wrong; give another"));
            with.context.ask("cascadeflow:probe:m", "2+2?", Map.of(CascadeFlowConstants.TENANT, "acme"));

            assertThat(meters.getMeters())
                    .allSatisfy(meter -> assertThat(Metric.values()).anySatisfy(metric -> {
                        assertThat(meter.getId().getName()).isEqualTo(metric.id());
                        assertThat(meter.getId().getTags())
                                .extracting(tag -> tag.getKey())
                                .containsExactlyInAnyOrderElementsOf(metric.labels());
                    }));
        }
    }

    private double sum(String name) {
        return meters.find(name).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
