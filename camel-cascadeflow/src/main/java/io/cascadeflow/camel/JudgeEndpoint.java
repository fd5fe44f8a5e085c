package io.cascadeflow.camel;

import io.cascadeflow.budget.report.SpendRole;
import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.camel.draft.Findings;
import io.cascadeflow.camel.draft.Look;
import io.cascadeflow.camel.draft.Measurement;
import io.cascadeflow.camel.draft.Question;
import io.cascadeflow.camel.retrieval.RetrievedPassages;
import io.cascadeflow.confidence.MeasuredSignals;
import io.cascadeflow.pricing.Usd;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends question and answer to an endpoint and reads the score that it gives. Thread-safe; no thread waits. */
final class JudgeEndpoint extends ServiceSupport implements Measurement {

    private static final Logger LOG = LoggerFactory.getLogger(JudgeEndpoint.class);

    /** What was meant for the model that answered. */
    private static final List<String> FOR_THE_ANSWER = List.of(
            CascadeFlowConstants.SYSTEM_MESSAGE,
            CascadeFlowConstants.MAX_TOKENS,
            CascadeFlowConstants.TEMPERATURE,
            CascadeFlowConstants.FORCE_TIER,
            CascadeFlowConstants.IDEMPOTENCY_KEY,
            Exchange.CONTENT_TYPE);

    private final AsyncProducer producer;

    /** @param endpoint whoever judges */
    JudgeEndpoint(Endpoint endpoint) throws Exception {
        this.producer = endpoint.createAsyncProducer();
    }

    @Override
    public CompletionStage<Findings> measure(Look look) {
        Exchange asked = copy(look);
        CompletableFuture<Findings> found = new CompletableFuture<>();
        producer.process(asked, doneSync -> {
            try {
                found.complete(read(asked));
            } catch (RuntimeException e) {
                found.completeExceptionally(e);
            }
        });
        return found;
    }

    /** With the headers that budgets count by, and under the budgets that the answer was made under. */
    private static Exchange copy(Look look) {
        Exchange exchange = look.exchange();
        Exchange copy = new DefaultExchange(exchange.getContext());
        Spending.set(copy, look.payer().as(SpendRole.JUDGE).spending());
        Nesting.pass(exchange, copy);
        Message message = copy.getMessage();
        // into a map of its own: setHeaders would share the answer's
        message.getHeaders().putAll(exchange.getMessage().getHeaders());
        ResultHeaders.OUT.forEach(message::removeHeader);
        FOR_THE_ANSWER.forEach(message::removeHeader);
        RetrievedPassages seen = RetrievedPassages.of(message);
        if (seen != null) {
            message.setHeader(CascadeFlowConstants.PASSAGES, seen.toJudgeBy());
        }
        message.setHeader(CascadeFlowConstants.DEADLINE, look.call().deadline());
        message.setBody(Question.forJudge(look.draft()));
        return copy;
    }

    private static Findings read(Exchange asked) {
        Message message = asked.getMessage();
        Usd cost = ReportedCost.on(message);
        OptionalDouble score =
                asked.getException() == null ? Question.score(MessageText.of(message)) : OptionalDouble.empty();
        if (score.isEmpty()) {
            LOG.warn(
                    "the judge gave no score ({}); {} is absent",
                    asked.getException() == null
                            ? "its reply is no number"
                            : asked.getException().getClass().getSimpleName(),
                    MeasuredSignals.JUDGED.name());
        }
        Map<String, Double> signals =
                score.isEmpty() ? Map.of() : Map.of(MeasuredSignals.JUDGED.name(), score.getAsDouble());
        return new Findings(signals, List.of(), cost == null ? Usd.ZERO : cost);
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(producer);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(producer);
    }

    @Override
    protected void doShutdown() {
        ServiceHelper.stopAndShutdownService(producer);
    }
}
