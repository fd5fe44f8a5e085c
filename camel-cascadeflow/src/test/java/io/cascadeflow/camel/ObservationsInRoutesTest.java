package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of cascades as observations of Micrometer's. */
class ObservationsInRoutesTest {

    @TempDir
    Path folder;

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

    private final ObservationHandler<Observation.Context> keeping = new ObservationHandler<>() {
        @Override
        public void onStop(Observation.Context context) {
            stopped.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    };

    private ObservedContext observed() throws Exception {
        return new ObservedContext(folder, Map.of("observations", registry));
    }

    private static String low(Observation.Context context, String name) {
        return context.getLowCardinalityKeyValue(name).getValue();
    }

    @Test
    void aDecisionAndItsTiersAreObservedInEachOther() throws Exception {
        registry.observationConfig().observationHandler(keeping);
        try (ObservedContext with = observed()) {
            Observation around = Observation.start("around", registry);
            try (Observation.Scope scope = around.openScope()) {
                assertThat(scope.getCurrentObservation()).isEqualTo(around);
                with.escalated();
            }
        }
        assertThat(stopped)
                .extracting(Observation.Context::getContextualName)
                .containsExactly("tier small", "tier large", "cascade support");
        Observation.Context decision = stopped.get(2);
        assertThat(decision.getParentObservation().getContextView().getName()).isEqualTo("around");
        assertThat(low(decision, "cascadeflow.outcome")).isEqualTo("escalated");
        assertThat(low(decision, "cascadeflow.tier")).isEqualTo("large");
        assertThat(decision.getHighCardinalityKeyValue("cascadeflow.decision.id")
                        .getValue())
                .isNotBlank();
        assertThat(stopped.get(0).getParentObservation().getContextView()).isSameAs(decision);
        assertThat(low(stopped.get(0), "cascadeflow.accepted")).isEqualTo("false");
        assertThat(low(stopped.get(0), "cascadeflow.reason")).isEqualTo("below_threshold");
        assertThat(stopped.toString()).doesNotContain("17 + 25");
    }

    @Test
    void theirTimersHaveTheSameLabelsWhateverHappens() throws Exception {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.throwExceptionOnRegistrationFailure();
        registry.observationConfig()
                .observationHandler(new DefaultMeterObservationHandler(meters))
                .observationHandler(keeping);
        try (ObservedContext with = observed()) {
            with.escalated();
            with.context.probe.fails(new ProviderException(Kind.AUTH, "the key is wrong; give another"));
            with.context.ask("cascadeflow:cascade:support", "q", Map.of(CascadeFlowConstants.TENANT, "acme"));
        }
        assertThat(stopped.stream()
                        .filter(context -> context.getName().equals("cascadeflow.decision"))
                        .map(context -> low(context, "cascadeflow.outcome")))
                .containsExactly("escalated", "failed");
        assertThat(meters.scrape())
                .contains("cascadeflow_decision_seconds_count{", "cascadeflow_tier_seconds_count{")
                .contains("error_type=\"auth\"");
    }

    @Test
    void aHandlerThatThrowsBreaksNoRoute() throws Exception {
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStart(Observation.Context context) {
                throw new IllegalStateException("a handler");
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        try (ObservedContext with = observed()) {
            Exchange answer = with.escalated();
            assertThat(answer.getException()).isNull();
        }
    }
}
