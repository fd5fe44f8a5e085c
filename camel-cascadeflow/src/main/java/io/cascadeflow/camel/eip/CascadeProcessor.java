package io.cascadeflow.camel.eip;

import io.cascadeflow.audit.AuditPlan;
import io.cascadeflow.camel.CascadeEngine;
import io.cascadeflow.camel.CascadeRuntime;
import io.cascadeflow.camel.CascadeSetup;
import io.cascadeflow.camel.TierSteps;
import io.cascadeflow.camel.observe.CascadeStatistics;
import io.cascadeflow.camel.stream.ReplyStream;
import io.cascadeflow.camel.stream.StreamedPieces;
import io.cascadeflow.camel.stream.Streaming;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Traceable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.processor.BaseProcessorSupport;
import org.apache.camel.spi.IdAware;
import org.apache.camel.spi.RouteIdAware;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** The cascade in a running route. Serves any number of exchanges at once. */
@ManagedResource(description = "Managed Cascade")
public final class CascadeProcessor extends BaseProcessorSupport
        implements Traceable, IdAware, RouteIdAware, Navigate<Processor> {

    private final List<Processor> tiers;
    private final List<String> budgets;
    private final AuditPlan audit;
    private final CascadeEngine engine;
    private final @Nullable StreamedPieces streaming;
    private final CascadeStatistics statistics = new CascadeStatistics();
    private @Nullable String id;
    private @Nullable String routeId;

    /** @param streaming the pieces of streamed answers; absent for whole answers */
    CascadeProcessor(
            CamelContext context, CascadeSetup setup, CascadeRuntime runtime, @Nullable StreamedPieces streaming) {
        this.streaming = streaming;
        tiers = setup.tiers().stream().<Processor>map(TierSteps::processor).toList();
        budgets = setup.budgets();
        audit = setup.audit();
        engine = new CascadeEngine(context, setup, runtime, statistics);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (streaming != null && Streaming.isFree(exchange)) {
            return Streaming.start(exchange, callback, this, ReplyStream.of(streaming));
        }
        return engine.process(exchange, callback);
    }

    @ManagedAttribute(description = "What its calls must fit beside the budgets that apply to everything")
    public String getBudgets() {
        return String.join(",", budgets);
    }

    @ManagedAttribute(description = "How it learns from its own traffic")
    public String getLearning() {
        return "auditShare=%s%s onDrift=%s"
                .formatted(audit.share(), audit.judge() == null ? "" : " auditJudge=" + audit.judge(), audit.onDrift());
    }

    @ManagedAttribute(description = "Exchanges that went through the cascade")
    public long getCalls() {
        return statistics.calls();
    }

    @ManagedAttribute(description = "Tiers that were asked because the one before them was not good enough")
    public long getEscalations() {
        return statistics.escalations();
    }

    @ManagedAttribute(description = "Answers given, by the tier that they are from")
    public Map<String, Long> getAnswersByTier() {
        return statistics.answersByTier();
    }

    @ManagedAttribute(description = "Calls in which a tier was skipped, by tier")
    public Map<String, Long> getSkipsByTier() {
        return statistics.skipsByTier();
    }

    @ManagedAttribute(description = "Calls by outcome: accepted, escalated, degraded, rejected, failed")
    public Map<String, Long> getOutcomes() {
        return statistics.outcomes();
    }

    @ManagedAttribute(description = "What all attempts cost together, in US dollars")
    public BigDecimal getTotalCost() {
        return statistics.totalCost();
    }

    @Override
    public List<Processor> next() {
        return tiers;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public String getTraceLabel() {
        return "cascade";
    }

    @Override
    public String toString() {
        return id == null ? "cascade" : id;
    }

    @Override
    public @Nullable String getId() {
        return id;
    }

    @Override
    public void setId(String id) {
        this.id = id;
    }

    @Override
    public @Nullable String getRouteId() {
        return routeId;
    }

    @Override
    public void setRouteId(String routeId) {
        this.routeId = routeId;
    }

    @Override
    protected void doInit() {
        tiers.forEach(ServiceHelper::initService);
    }

    @Override
    protected void doStart() {
        tiers.forEach(ServiceHelper::startService);
    }

    @Override
    protected void doStop() {
        engine.settle();
        tiers.forEach(ServiceHelper::stopService);
    }

    @Override
    protected void doShutdown() {
        tiers.forEach(ServiceHelper::stopAndShutdownService);
    }
}
