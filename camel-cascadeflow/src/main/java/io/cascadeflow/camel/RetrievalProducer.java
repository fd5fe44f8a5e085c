package io.cascadeflow.camel;

import io.cascadeflow.camel.CascadeFlowConfiguration.OnFailure;
import io.cascadeflow.camel.retrieval.RetrievedPassages;
import io.cascadeflow.camel.retrieval.Source;
import io.cascadeflow.retrieval.Passage;
import io.cascadeflow.retrieval.RetrievalException;
import io.cascadeflow.retrieval.RetrievalQuery;
import io.cascadeflow.retrieval.Taken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Finds passages for the question in the body, which stays as it is, and leaves them in a header. No thread waits here. */
final class RetrievalProducer extends DefaultAsyncProducer {

    private final Source source;
    private final String name;
    private final CascadeFlowConfiguration options;
    private final @Nullable Expression filter;
    private final Taken.Bounds bounds;
    private final Clock clock;

    /** @throws IllegalArgumentException when the filter is no expression */
    RetrievalProducer(CascadeFlowEndpoint endpoint, Source source, Clock clock) {
        super(endpoint);
        this.source = source;
        this.name = endpoint.modelName();
        this.options = endpoint.getConfiguration();
        this.filter = filter(endpoint);
        this.bounds = new Taken.Bounds(options.getTop(), options.getMinScore(), options.getMaxChars());
        this.clock = clock;
    }

    private static @Nullable Expression filter(CascadeFlowEndpoint endpoint) {
        String text = endpoint.getConfiguration().getFilter();
        if (text == null) {
            return null;
        }
        try {
            Expression expression =
                    endpoint.getCamelContext().resolveLanguage("simple").createExpression(text);
            expression.init(endpoint.getCamelContext());
            return expression;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "option filter is no expression of the simple language; give one such as ${header.CamelCascadeFlowTenant}",
                    e);
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Instant start = clock.instant();
        CompletionStage<List<Passage>> found;
        try {
            Message message = exchange.getMessage();
            List.of(
                            CascadeFlowConstants.PASSAGES,
                            CascadeFlowConstants.RETRIEVAL,
                            CascadeFlowConstants.CITATIONS,
                            CascadeFlowConstants.CITATION_FAULT)
                    .forEach(message::removeHeader);
            found = source.find(exchange, query(exchange), limit(message, start));
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        found.whenComplete((passages, failure) -> {
            try {
                Duration took = Duration.between(start, clock.instant());
                if (failure == null) {
                    found(exchange, Taken.of(passages, bounds), took);
                } else {
                    failed(exchange, cause(failure), took);
                }
            } catch (RuntimeException e) {
                exchange.setException(e);
            }
            callback.done(false);
        });
        return false;
    }

    /** @throws IllegalArgumentException when there is no question, or it is not known whose passages it may see */
    private RetrievalQuery query(Exchange exchange) {
        Message message = exchange.getMessage();
        MessageText.makeRepeatable(message);
        String question = ReadQuestion.of(message).question();
        if (question.isBlank()) {
            throw new IllegalArgumentException(
                    "cascadeflow:retrieve:%s: there is no question to find passages for; set a text or messages as the body"
                            .formatted(name));
        }
        String belonging = filter == null ? null : filter.evaluate(exchange, String.class);
        if (filter != null && (belonging == null || belonging.isBlank())) {
            throw new IllegalArgumentException(
                    "cascadeflow:retrieve:%s: the option filter gave nothing, and passages of everybody are not for everybody; set the header that it reads"
                            .formatted(name));
        }
        return new RetrievalQuery(question, options.getTop(), belonging);
    }

    private Duration limit(Message message, Instant now) {
        Duration limit = Duration.ofMillis(options.getRetrievalTimeout());
        Instant deadline = Deadlines.at(message.getHeader(CascadeFlowConstants.DEADLINE), now);
        if (deadline == null || !deadline.isBefore(now.plus(limit))) {
            return limit;
        }
        return deadline.isAfter(now) ? Duration.between(now, deadline) : Duration.ZERO;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void found(Exchange exchange, Taken taken, Duration took) {
        Message message = exchange.getMessage();
        Map<String, Object> told = told(taken.passages().isEmpty() ? "empty" : "found", took);
        told.put("passages", taken.passages().size());
        told.put("duplicates", taken.duplicates());
        told.put("left", taken.left());
        told.put("cut", taken.cut());
        told.put(
                "characters",
                taken.passages().stream()
                        .mapToInt(passage -> passage.text().length())
                        .sum());
        leave(message, taken.passages(), told);
        if (taken.passages().isEmpty() && options.getEmptyAnswer() != null) {
            message.setBody(options.getEmptyAnswer());
            exchange.setRouteStop(true);
        }
    }

    private void failed(Exchange exchange, Throwable failure, Duration took) {
        boolean late = failure instanceof TimeoutException;
        Map<String, Object> told = told(late ? "timed-out" : "failed", took);
        told.put("passages", 0);
        told.put("failure", failure.getClass().getSimpleName());
        leave(exchange.getMessage(), List.of(), told);
        if (options.getOnFailure() == OnFailure.fail) {
            exchange.setException(new RetrievalException(
                    late
                            ? "cascadeflow:retrieve:%s: no passages within %d ms; raise retrievalTimeout, or set onFailure=proceed to ask without any"
                                    .formatted(name, took.toMillis())
                            : "cascadeflow:retrieve:%s: its source failed with %s; see the cause, or set onFailure=proceed to ask without passages"
                                    .formatted(name, failure.getClass().getSimpleName()),
                    failure,
                    late));
        }
    }

    private Map<String, Object> told(String state, Duration took) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("source", name);
        told.put("state", state);
        told.put("millis", took.toMillis());
        return told;
    }

    private void leave(Message message, List<Passage> passages, Map<String, Object> told) {
        message.setHeader(
                CascadeFlowConstants.PASSAGES,
                new RetrievedPassages(passages, options.getCitations().demand()));
        message.setHeader(CascadeFlowConstants.RETRIEVAL, told);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(source);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(source);
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        ServiceHelper.stopAndShutdownService(source);
        super.doShutdown();
    }
}
