package io.cascadeflow.camel.run;

import io.cascadeflow.agent.run.Run;
import io.cascadeflow.agent.run.RunJson;
import io.cascadeflow.agent.run.RunSummary;
import io.cascadeflow.agent.run.RunTrace;
import io.cascadeflow.policy.RunStoppedException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.StaticService;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The runs that are going on in a Camel context, or have lately been: those that a rule for runs is for. To look at, and to end.
 * Also in JMX. Safe to share between threads.
 */
@ManagedResource(description = "CascadeFlow runs")
public final class CascadeFlowRuns extends ServiceSupport implements StaticService {

    private final Supplier<Runs> runs;

    /** @param runs under the rules that hold now */
    public CascadeFlowRuns(Supplier<Runs> runs) {
        this.runs = runs;
    }

    /**
     * Those of a Camel context.
     *
     * @throws IllegalStateException when its cascadeflow component is not started
     */
    public static CascadeFlowRuns in(CamelContext context) {
        CascadeFlowRuns runs = context.hasService(CascadeFlowRuns.class);
        if (runs == null) {
            throw new IllegalStateException("the cascadeflow component is not started: start the Camel context first");
        }
        return runs;
    }

    /** How a run stands, with all runs within it; empty when it is not going on. */
    public Optional<RunSummary> summary(String id) {
        return runs.get().book().summary(id);
    }

    /** All that happened in a run and in those within it; empty when it is not going on. */
    public Optional<RunTrace> trace(String id) {
        return runs.get().book().trace(id);
    }

    /**
     * Ends a run and all within it: no further call is made in them. Calls under way go on, and count.
     *
     * @return how it stands; empty when it is not going on
     */
    public Optional<RunSummary> end(String id) {
        return runs.get().book().end(id);
    }

    /** Ends the run of an exchange, as a step of a route: {@code .process(CascadeFlowRuns::endOf)}. */
    @Handler
    public static void endOf(Exchange exchange) {
        Runs.path(exchange).ifPresent(path -> in(exchange.getContext()).end(path.id()));
    }

    /**
     * An answer has asked for tools, and whoever runs them is about to: all of them may be called, or none. Who does not say so
     * has them counted when the answer is given; see the property {@link io.cascadeflow.camel.CascadeFlowProperties#TOOLS_COUNTED}.
     *
     * @param names of the tools, one for each call
     * @throws RunStoppedException when they may not be called
     */
    public void tools(Exchange exchange, List<String> names) {
        runs.get().of(exchange, null).ifPresent((Run run) -> run.tools(names));
    }

    @ManagedAttribute(description = "The ids of the outermost runs")
    public List<String> getIds() {
        return runs.get().book().ids();
    }

    @ManagedAttribute(description = "How many entries all traces have together")
    public int getEntries() {
        return runs.get().book().entries();
    }

    @ManagedOperation(description = "How a run stands, as JSON; empty when it is not going on")
    public String readSummary(String id) {
        return summary(id).map(RunJson::write).orElse("");
    }

    @ManagedOperation(description = "All that happened in a run, as JSON; empty when it is not going on")
    public String readTrace(String id) {
        return trace(id).map(RunJson::write).orElse("");
    }

    @ManagedOperation(description = "Ends a run and all within it; how it stands, as JSON")
    public String endRun(String id) {
        return end(id).map(RunJson::write).orElse("");
    }
}
