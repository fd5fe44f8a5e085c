package io.cascadeflow.camel.audit;

import io.cascadeflow.audit.Agreement;
import io.cascadeflow.audit.Answer;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.report.SpendRole;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.audit.EndedRun.TierAnswer;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.policy.RunStoppedException;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.UnderWay;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.processor.SendProcessor;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the next tier about drafts that were accepted, once the route's exchange is over. Whatever becomes of that changes
 * nothing for the caller. Safe to share between threads; no thread waits for a model.
 */
final class Audits {

    private static final Logger LOG = LoggerFactory.getLogger(Audits.class);
    private static final int MOST_IN_FLIGHT = 256;

    private final CamelContext context;
    private final ExecutorService threads;
    private final AuditCounts counts;
    private final UnderWay underWay = new UnderWay();
    private final Map<String, SendProcessor> judges = new LinkedHashMap<>();
    private volatile boolean closed;

    /** @param threads starts audits; what they wait for runs elsewhere */
    Audits(CamelContext context, ExecutorService threads, AuditCounts counts) {
        this.context = context;
        this.threads = threads;
        this.counts = counts;
    }

    /**
     * Asks the next tier when the exchange is over.
     *
     * @param result told once: all answers with the draft and what it was held against last, with labels where there are; or
     *     null when there was no audit after all
     */
    void afterwards(EndedRun run, TierAnswer draft, Consumer<@Nullable List<Answer>> result) {
        Tier next = run.nextTier();
        Exchange audit = run.anew(next, SpendRole.AUDIT);
        Exchange judging = run.setup().audit().judge() == null ? null : run.anew(next, SpendRole.JUDGE);
        run.exchange().getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange over) {
                begin(new Audit(run, draft.answer(), next, audit, judging, result, underWay.begin()));
            }

            /** Not when the route only hands its work on: its own end is what counts. */
            @Override
            public boolean allowHandover() {
                return false;
            }
        });
    }

    private record Audit(
            EndedRun run,
            Answer draft,
            Tier next,
            Exchange exchange,
            @Nullable Exchange judging,
            Consumer<@Nullable List<Answer>> result,
            CompletableFuture<Void> ended) {}

    private void begin(Audit audit) {
        if (underWay.size() > MOST_IN_FLIGHT || closed) {
            counts.skipped.increment();
            end(audit, null);
            return;
        }
        try {
            threads.execute(() -> ask(audit));
        } catch (RejectedExecutionException closing) {
            counts.skipped.increment();
            end(audit, null);
        }
    }

    private void ask(Audit audit) {
        AsyncProcessor steps = audit.run().setup().stepsOf(audit.next().name()).processor();
        process(steps, audit.exchange(), () -> answered(audit));
    }

    private void process(AsyncProcessor steps, Exchange exchange, Runnable then) {
        UnitOfWork work = PluginHelper.getUnitOfWorkFactory(context).createUnitOfWork(exchange);
        exchange.getExchangeExtension().setUnitOfWork(work);
        context.getCamelContextExtension().getReactiveExecutor().scheduleMain(() -> {
            try {
                steps.process(exchange, doneSync -> done(work, exchange, then));
            } catch (Throwable failure) {
                exchange.setException(failure);
                done(work, exchange, then);
            }
        });
    }

    private static void done(UnitOfWork work, Exchange exchange, Runnable then) {
        try {
            then.run();
        } finally {
            UnitOfWorkHelper.doneUow(work, exchange);
        }
    }

    private void answered(Audit audit) {
        List<Answer> labelled = null;
        try {
            Exchange exchange = audit.exchange();
            counts.spent(costOf(exchange));
            if (exchange.getException() != null) {
                failed(audit, exchange.getException());
            } else {
                Answer against = audit.run().reader().apply(exchange, audit.next());
                if (audit.judging() != null) {
                    judge(audit, audit.judging(), against);
                    return;
                }
                labelled = Agreement.label(audit.run().answersWith(against));
            }
        } catch (RuntimeException e) {
            failed(audit, e);
        }
        end(audit, labelled);
    }

    private void judge(Audit audit, Exchange judging, Answer against) {
        Map<String, String> both = new LinkedHashMap<>();
        both.put("question", audit.draft().draft().request().question());
        both.put("draft", audit.draft().draft().reply().text());
        both.put("answer", against.draft().reply().text());
        judging.getIn().setBody(both);
        process(judge(Objects.requireNonNull(audit.run().setup().audit().judge())), judging, () -> {
            List<Answer> labelled = audit.run().answersWith(against);
            try {
                counts.spent(costOf(judging));
                if (judging.getException() != null) {
                    failed(audit, judging.getException());
                } else {
                    labelled = Agreement.label(labelled, Scores.of(judging.getMessage()));
                }
            } catch (RuntimeException e) {
                failed(audit, e);
            }
            end(audit, labelled);
        });
    }

    private SendProcessor judge(String uri) {
        synchronized (judges) {
            return judges.computeIfAbsent(uri, endpoint -> {
                SendProcessor sender = new SendProcessor(context.getEndpoint(endpoint));
                ServiceHelper.startService(sender);
                return sender;
            });
        }
    }

    private static Usd costOf(Exchange exchange) {
        BigDecimal cost = exchange.getMessage().getHeader(CascadeFlowConstants.COST, BigDecimal.class);
        return cost == null ? Usd.ZERO : Usd.of(cost.toPlainString());
    }

    private void failed(Audit audit, Throwable failure) {
        if (BudgetExceededException.in(failure) != null || RunStoppedException.in(failure) != null) {
            counts.refused.increment();
            return;
        }
        counts.failed.increment();
        LOG.debug("an audit of cascade '{}' failed: {}", audit.run().cascade(), failure.toString());
    }

    private void end(Audit audit, @Nullable List<Answer> labelled) {
        try {
            audit.result().accept(labelled);
        } catch (RuntimeException e) {
            LOG.warn(
                    "an audit of cascade '{}' could not be learned from",
                    audit.run().cascade(),
                    e);
        } finally {
            audit.ended().complete(null);
        }
    }

    int inFlight() {
        return underWay.size();
    }

    /** Waits for those under way. */
    void await(Duration atMost) {
        try {
            underWay.drained().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} audits did not end in time, and teach nothing", underWay.size());
        }
    }

    /** Begins no further audit, and waits for those under way. */
    void close(Duration atMost) {
        closed = true;
        await(atMost);
        synchronized (judges) {
            ServiceHelper.stopAndShutdownServices(judges.values());
        }
    }
}
