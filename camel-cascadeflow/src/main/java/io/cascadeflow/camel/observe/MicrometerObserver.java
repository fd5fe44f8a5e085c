package io.cascadeflow.camel.observe;

import io.cascadeflow.audit.trail.AuditFigures;
import io.cascadeflow.audit.trail.AuditLog;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.cache.CacheEvent;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.audit.CascadeFlowAudit;
import io.cascadeflow.camel.audit.CascadeFlowLearning;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.AttemptEnd;
import io.cascadeflow.provider.ProviderException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts in a registry of Micrometer's. */
final class MicrometerObserver implements Observer {

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerObserver.class);
    private static final int MOST_MODELS = 200;

    private final CascadeFlowComponent component;
    private final Meters meters;
    private final CallMeters calls;
    private final DecisionMeters decisions;
    private final BudgetMeters budgets;
    private final Family<Counter> cache;
    private final Savings savings;
    private final Observer watching;
    private final Set<ModelId> models = ConcurrentHashMap.newKeySet();

    private MicrometerObserver(CascadeFlowComponent component, MeterRegistry registry, Observer watching, Clock clock) {
        this.watching = watching;
        this.component = component;
        CascadeFlowBudgets all = CascadeFlowBudgets.in(component.getCamelContext());
        meters = new Meters(registry);
        calls = new CallMeters(meters);
        decisions = new DecisionMeters(meters);
        cache = meters.counters(Metric.CACHE);
        budgets = new BudgetMeters(meters, all, clock);
        savings = new Savings(component::pricing);
        ledger(all);
        learning(CascadeFlowLearning.in(component.getCamelContext()));
        CascadeFlowAudit.in(component.getCamelContext()).trail().logs().forEach(this::records);
    }

    /**
     * Nothing is counted where there is no registry, or it takes no meters; runs are observed all the same, where that is wanted.
     *
     * @throws IllegalArgumentException when the component's option meterRegistry names no registry
     */
    static Observer of(CascadeFlowComponent component, Clock clock) {
        Optional<MeterRegistry> registry =
                MeterRegistries.find(component.getCamelContext(), component.getMeterRegistry());
        Observer watching = watching(component.getCamelContext());
        if (registry.isEmpty()) {
            return watching;
        }
        try {
            return new MicrometerObserver(component, registry.get(), watching, clock);
        } catch (RuntimeException e) {
            LOG.warn("nothing is counted, since the meter registry takes no meters", e);
            return watching;
        }
    }

    /** Where there is one registry of observations, runs are observed in it. */
    private static Observer watching(CamelContext camel) {
        ObservationRegistry registry = camel.getRegistry().findSingleByType(ObservationRegistry.class);
        if (registry == null || registry.isNoop()) {
            return Observer.NONE;
        }
        return new Observer() {
            @Override
            public WatchedRun begins(String cascade) {
                return ObservedRun.begin(registry, cascade);
            }
        };
    }

    private void ledger(CascadeFlowBudgets all) {
        meters.gauge(Metric.CALLS_ACTIVE, Tags.empty(), component::callsUnderWay);
        meters.gauge(Metric.HOLDS, Tags.empty(), () -> all.ledger().health().holds());
        meters.gauge(Metric.PENDING, Tags.empty(), () -> all.ledger().health().pending());
    }

    private void learning(CascadeFlowLearning learning) {
        audits(learning, "agreed", some -> some.getAuditsCompared() - some.getAuditsDisagreed());
        audits(learning, "disagreed", CascadeFlowLearning::getAuditsDisagreed);
        audits(learning, "unlabelled", CascadeFlowLearning::getAuditsUnlabelled);
        audits(learning, "refused", CascadeFlowLearning::getAuditsRefused);
        audits(learning, "failed", CascadeFlowLearning::getAuditsFailed);
        audits(learning, "skipped", CascadeFlowLearning::getAuditsSkipped);
        meters.gauge(Metric.REGRET, Tags.empty(), () -> regret(learning));
        meters.count(Metric.DRIFT_ALARMS, Tags.empty(), learning, CascadeFlowLearning::getDriftAlarms);
        meters.gauge(Metric.DRIFT, Tags.empty(), () -> learning.getFallbacks().size());
    }

    private void audits(CascadeFlowLearning learning, String result, ToLongFunction<CascadeFlowLearning> count) {
        meters.count(Metric.AUDITS, Tags.of("result", result), learning, count::applyAsLong);
    }

    private void records(AuditLog log) {
        records(log, "written", AuditFigures::written);
        records(log, "dropped", AuditFigures::dropped);
        records(log, "lost", AuditFigures::lost);
        Tags sink = Tags.of("sink", log.name());
        meters.gauge(Metric.RECORDS_WAITING, sink, log::waiting);
        meters.count(Metric.RECORDS_FAILURES, sink, log.figures(), AuditFigures::failures);
    }

    private void records(AuditLog log, String result, ToLongFunction<AuditFigures> count) {
        meters.count(Metric.RECORDS, Tags.of("sink", log.name(), "result", result), log.figures(), count::applyAsLong);
    }

    /** Not a number before the first audit. */
    private static double regret(CascadeFlowLearning learning) {
        long compared = learning.getAuditsCompared();
        return compared == 0 ? Double.NaN : (double) learning.getAuditsDisagreed() / compared;
    }

    @Override
    public WatchedRun begins(String cascade) {
        return watching.begins(cascade);
    }

    @Override
    public void decided(DecidedRun run) {
        decisions.decided(run);
        savings.of(run).ifPresent(difference -> decisions.saved(run.decision().cascade(), difference));
    }

    @Override
    public void ended(AttemptEnd end) {
        watchBreaker(end.call().model());
        savings.called(end.call());
        calls.ended(end);
    }

    @Override
    public void notAsked(ModelId model, ProviderException failure) {
        watchBreaker(model);
        calls.notAsked(model, failure);
    }

    @Override
    public void cache(String cascade, CacheEvent event) {
        cache.of(cascade, event.toString()).increment();
    }

    @Override
    public void foreign(CallRef call, Usd amount) {
        calls.paid(call, amount);
    }

    @Override
    public void paid(Standing standing) {
        budgets.paid(standing);
    }

    @Override
    public void refused(Standing standing, Usd wanted) {
        budgets.refused(standing);
    }

    /** Of the first models only: the others have no series. */
    private void watchBreaker(ModelId model) {
        if (models.size() < MOST_MODELS && models.add(model)) {
            Tags tags = Tags.of("gen_ai.provider.name", model.provider(), "gen_ai.request.model", model.name());
            meters.gauge(Metric.BREAKER, tags, () -> isOpen(model) ? 1 : 0);
        }
    }

    private boolean isOpen(ModelId model) {
        return !component.standings().getOrDefault(model.toString(), true);
    }

    @Override
    public void close() {
        meters.close();
    }
}
