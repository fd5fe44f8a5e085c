package io.cascadeflow.examples.replay;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.Traces;
import io.cascadeflow.camel.retrieval.RetrievedPassages;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.TierResult;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.cascade.TierResult.Failed;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.recorded.RecordedCitable;
import io.cascadeflow.provider.recorded.RecordedItem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A Camel route with a cascade of two recorded models: as in production, but for the models. */
final class CascadeRoute implements AutoCloseable {

    private static final String ENTRY = "direct:ask";
    private static final String CONFIGURATION = "replay-configuration";

    private final CamelContext camel;
    private final ProducerTemplate template;
    private final RecalledSignals judge;

    private CascadeRoute(CamelContext camel, RecalledSignals judge) {
        this.camel = camel;
        this.judge = judge;
        this.template = camel.createProducerTemplate();
    }

    /**
     * Starts the route.
     *
     * @param judge of the drafts
     * @param configuration models and their prices: the text of a configuration file
     */
    static CascadeRoute start(Endpoints endpoints, RecalledSignals judge, double threshold, String configuration)
            throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind(CONFIGURATION, configuration);
        camel.getRegistry().bind(Endpoints.GATE, Gate.class, judge);
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:" + CONFIGURATION);
        camel.addRoutes(new Ask(endpoints, threshold));
        camel.start();
        return new CascadeRoute(camel, judge);
    }

    private static final class Ask extends RouteBuilder {

        private final Endpoints endpoints;
        private final double threshold;

        Ask(Endpoints endpoints, double threshold) {
            this.endpoints = endpoints;
            this.threshold = threshold;
        }

        @Override
        public void configure() {
            // an answer that even the large tier's gate refuses is a figure here, and no error to log
            errorHandler(noErrorHandler());
            cascade(from(ENTRY))
                    .tier("small")
                    .acceptAbove(threshold)
                    .to(endpoints.small())
                    .tier("large")
                    .to(endpoints.large())
                    .end();
        }
    }

    /**
     * Asks the recorded question. Not thread-safe.
     *
     * @param signals what was measured of the draft when it was recorded
     */
    Played play(RecordedItem item, Map<String, Double> signals) {
        judge.recall(signals);
        Exchange answered = template.send(ENTRY, exchange -> {
            exchange.getMessage().setBody(item.request());
            // tells equal questions apart, which a recording may have
            exchange.getMessage().setHeader(CascadeFlowConstants.IDEMPOTENCY_KEY, item.id());
            exchange.getMessage().setHeader(CascadeFlowConstants.DOMAIN, item.domain());
            exchange.getMessage().setHeader(CascadeFlowConstants.PASSAGES, passages(item));
        });
        List<Decision> trace = Traces.of(answered);
        if (trace.size() != 1) {
            throw new IllegalStateException(
                    "the route did not decide on question " + item.id(), answered.getException());
        }
        List<Attempt> attempts = trace.get(0).attempts();
        BigDecimal cost = answered.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST, BigDecimal.class);
        return new Played(attempts.size() > 1, confidence(attempts.get(0).result()), Usd.of(cost));
    }

    /** As the route had them: those that a retrieval found have names, and something may have been asked of citations. */
    private static List<?> passages(RecordedItem item) {
        return item.citable().equals(RecordedCitable.NONE) ? item.passages() : RetrievedPassages.recorded(item);
    }

    /** The header has that of the answer given, which may be the large model's; the trace has the draft's. */
    private static @Nullable Double confidence(TierResult draft) {
        if (draft instanceof Failed failed) {
            throw new IllegalStateException("the recording could not be played", failed.failure());
        }
        Assessment assessment = ((Answered) draft).assessment();
        return assessment.defects().isEmpty() ? assessment.confidence() : null;
    }

    @Override
    public void close() throws Exception {
        template.close();
        camel.close();
    }
}
