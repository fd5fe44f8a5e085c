package io.cascadeflow.camel.failover;

import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.camel.failover.Alternative.Standing;
import io.cascadeflow.model.ModelId;
import java.time.Duration;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Traceable;
import org.apache.camel.processor.BaseProcessorSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The endpoints of one tier as one step: it has one result, whichever of them gave it. Serves any number of exchanges at once;
 * no thread waits.
 */
public final class FailOver extends BaseProcessorSupport implements Traceable, Navigate<Processor> {

    private final CamelContext context;
    private final List<Alternative> alternatives;
    private final FailOverPlan plan;
    private final FailOverTools tools;
    private final LatencyWindow latencies;

    FailOver(CamelContext context, List<Alternative> alternatives, FailOverPlan plan, FailOverTools tools) {
        this.context = context;
        this.alternatives = List.copyOf(alternatives);
        this.plan = plan;
        this.tools = tools;
        this.latencies = new LatencyWindow(tools.clock());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        FailOverRun run;
        try {
            List<Alternative> order = order(exchange);
            if (order.isEmpty()) {
                // each of them would say why it may not be asked
                order = alternatives;
            }
            run = new FailOverRun(this, exchange, order, callback);
        } catch (IllegalArgumentException unreadable) {
            exchange.setException(unreadable);
            callback.done(true);
            return true;
        }
        run.start();
        return false;
    }

    /** Those that may be asked, in the order in which they are. */
    private List<Alternative> order(Exchange exchange) {
        List<Standing> standings =
                alternatives.stream().map(Alternative::standing).toList();
        List<Integer> ranked = Ranking.of(standings, plan.order(), tools.random()).stream()
                .filter(i -> mayAsk(exchange, alternatives.get(i)))
                .toList();
        return Hurry.of(exchange, plan.deadlineShare(), tools.clock().instant()).inTimeFirst(ranked, standings).stream()
                .map(alternatives::get)
                .toList();
    }

    private static boolean mayAsk(Exchange exchange, Alternative alternative) {
        Spending spending = Spending.of(exchange);
        ModelId model = alternative.model();
        return spending == null || model == null || spending.allows(model);
    }

    CamelContext context() {
        return context;
    }

    FailOverPlan plan() {
        return plan;
    }

    FailOverTools tools() {
        return tools;
    }

    /** How long the tier's answers took lately. */
    LatencyWindow latencies() {
        return latencies;
    }

    /**
     * @param its what the endpoint took
     * @param all what the tier took, failed endpoints and the wait before a second one included
     */
    void answered(Alternative alternative, Duration its, Duration all) {
        latencies.add(all);
        alternative.answered(its);
    }

    @Override
    public List<Processor> next() {
        return alternatives.stream().<Processor>map(Alternative::processor).toList();
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public String getTraceLabel() {
        return "failOver[%d endpoints, %s]".formatted(alternatives.size(), plan.order());
    }

    @Override
    public String toString() {
        return getTraceLabel();
    }

    private List<AsyncProcessor> processors() {
        return alternatives.stream().map(Alternative::processor).toList();
    }

    @Override
    protected void doInit() {
        // as Camel does before it makes units of work: copies of exchanges need theirs
        PluginHelper.getUnitOfWorkFactory(context).afterPropertiesConfigured(context);
        processors().forEach(ServiceHelper::initService);
    }

    @Override
    protected void doStart() {
        processors().forEach(ServiceHelper::startService);
    }

    @Override
    protected void doStop() {
        processors().forEach(ServiceHelper::stopService);
    }

    @Override
    protected void doShutdown() {
        processors().forEach(ServiceHelper::stopAndShutdownService);
    }
}
