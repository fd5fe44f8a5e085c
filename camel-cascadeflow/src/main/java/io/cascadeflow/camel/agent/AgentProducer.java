package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.AgentState;
import io.cascadeflow.agent.AgentStoppedException;
import io.cascadeflow.agent.StopReason;
import io.cascadeflow.agent.Tool;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.Deadlines;
import io.cascadeflow.camel.budget.Payers;
import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.camel.run.Runs;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.processor.SendProcessor;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** The agent behind an endpoint. */
public final class AgentProducer extends DefaultAsyncProducer {

    private final AgentSetup setup;
    private final AgentWorkings workings;
    private @Nullable SendProcessor asked;
    private @Nullable SendProcessor confirms;

    public AgentProducer(Endpoint endpoint, AgentSetup setup, AgentWorkings workings) {
        super(endpoint);
        this.setup = setup;
        this.workings = workings;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<AgentEnd> end;
        StepExchange exchanges;
        Spending around = Spending.of(exchange);
        try {
            exchanges = exchanges(exchange);
            end = start(exchanges);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        AgentResult result = new AgentResult(setup, exchanges, around);
        end.whenComplete((came, failure) -> {
            result.leave(came, failure);
            callback.done(false);
        });
        return false;
    }

    private CompletableFuture<AgentEnd> start(StepExchange exchanges) {
        if (asked == null) {
            throw new IllegalStateException("the producer of %s is not started".formatted(getEndpoint()));
        }
        if (exchanges.nesting().depth() > setup.depth()) {
            throw new AgentStoppedException(
                    StopReason.DEPTH,
                    "agent '%s' may have %d agents around each other, and these would be %d: %s; raise maxDepth, or end the way that leads from its tools back to it"
                            .formatted(
                                    setup.name(),
                                    setup.depth(),
                                    exchanges.nesting().depth(),
                                    exchanges.nesting()));
        }
        Map<String, OfferedTool> tools = tools();
        ChatRequest question = setup.question().apply(exchanges.around());
        List<Tool> offered = tools.values().stream().map(OfferedTool::tool).toList();
        Consent consent = confirms == null ? null : new Consent(setup.name(), workings, confirms);
        AgentRun run = new AgentRun(setup, workings, asked, consent, tools, exchanges);
        Recall recall = setup.recall();
        return recall == null ? run.start(question, offered) : remembering(recall, run, question, offered, exchanges);
    }

    /** On a thread of its own: a memory may be a database. */
    private CompletableFuture<AgentEnd> remembering(
            Recall recall, AgentRun run, ChatRequest question, List<Tool> offered, StepExchange exchanges) {
        Exchange exchange = exchanges.around();
        Recall.check(exchange);
        return Launch.start(
                        workings,
                        () -> CompletableFuture.completedFuture(recall.answered(exchange, question)),
                        setup.timeout())
                .thenCompose(before -> before.isPresent()
                        ? CompletableFuture.completedFuture(
                                AgentEnd.before(AgentState.start(question, offered, setup.limits()), before.get()))
                        : asking(recall, run, question, offered, exchange));
    }

    private CompletableFuture<AgentEnd> asking(
            Recall recall, AgentRun run, ChatRequest question, List<Tool> offered, Exchange exchange) {
        return Launch.start(
                        workings,
                        () -> CompletableFuture.completedFuture(recall.recall(exchange, question)),
                        setup.timeout())
                .thenCompose(recalled -> run.start(recalled.request(), offered)
                        .thenCompose(end -> kept(recall, end, recalled.before(), exchange)));
    }

    /** An answer that cannot be kept is given all the same: it was paid for, and tools were called for it. */
    private CompletableFuture<AgentEnd> kept(Recall recall, AgentEnd end, int before, Exchange exchange) {
        ChatReply reply = end.reply();
        if (end.reason() != StopReason.ANSWERED || reply == null) {
            return CompletableFuture.completedFuture(end);
        }
        return Launch.start(
                        workings,
                        () -> {
                            recall.keep(exchange, end.state().request().messages(), before, reply);
                            return CompletableFuture.completedFuture(end);
                        },
                        setup.timeout())
                .exceptionally(failure -> {
                    recall.lost(Launch.cause(failure));
                    return end;
                });
    }

    private StepExchange exchanges(Exchange exchange) {
        Instant now = workings.clock().instant();
        AgentNesting nesting = AgentNesting.of(exchange).and(setup.name());
        String run = Runs.path(exchange)
                .map(path -> nesting.depth() > 1 ? path.child(setup.name()).id() : path.id())
                .orElseGet(workings.ids());
        Instant limit = now.plus(setup.timeout());
        Instant callers = Deadlines.at(exchange.getMessage().getHeader(CascadeFlowConstants.DEADLINE), now);
        Object before = exchange.getMessage().getHeader(CascadeFlowConstants.RUN_ID);
        exchange.getMessage().setHeader(CascadeFlowConstants.RUN_ID, run);
        Spending spending = Payers.enter(
                exchange, "agent " + setup.name(), run, setup.need().budgets());
        restore(exchange, before);
        return new StepExchange(
                exchange,
                run,
                spending.apart(Spending.Purpose.ANSWER),
                nesting,
                callers != null && callers.isBefore(limit) ? callers : limit);
    }

    private static void restore(Exchange exchange, @Nullable Object run) {
        if (run == null) {
            exchange.getMessage().removeHeader(CascadeFlowConstants.RUN_ID);
        } else {
            exchange.getMessage().setHeader(CascadeFlowConstants.RUN_ID, run);
        }
    }

    /** As they are offered now, in the order of the option. */
    private Map<String, OfferedTool> tools() {
        Map<String, OfferedTool> all = new LinkedHashMap<>();
        for (String name : setup.tools()) {
            OfferedTool offered = workings.tools().find(name);
            if (offered == null) {
                throw new IllegalArgumentException(
                        "agent '%s': there is no tool '%s'; there are %s. Start its route, or take it out of the option tools"
                                .formatted(setup.name(), name, workings.tools().names()));
            }
            Tool tool = withRisk(offered.tool());
            if (setup.needsConsent(tool) && setup.confirm() == null) {
                throw new IllegalArgumentException(
                        "agent '%s': calls of tool '%s' (risk %s) need consent, and nobody is there to give it; set the option confirm, or confirmFrom, or toolRisk.%s"
                                .formatted(setup.name(), name, tool.risk().word(), name));
            }
            all.put(name, new OfferedTool(tool, offered.body()));
        }
        return all;
    }

    private Tool withRisk(Tool tool) {
        return tool.withRisk(setup.risks().getOrDefault(tool.name().toLowerCase(Locale.ROOT), tool.risk()));
    }

    /** All routes are there by then: what is missing is told before the first question comes. */
    public void check() {
        tools();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        asked = new SendProcessor(getEndpoint().getCamelContext().getEndpoint(setup.asked()));
        ServiceHelper.startService(asked);
        if (setup.confirm() != null) {
            confirms = new SendProcessor(getEndpoint().getCamelContext().getEndpoint(setup.confirm()));
            ServiceHelper.startService(confirms);
        }
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopAndShutdownServices(asked, confirms);
        asked = null;
        confirms = null;
        super.doStop();
    }
}
