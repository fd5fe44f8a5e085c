package io.cascadeflow.camel.retrieval;

import io.cascadeflow.retrieval.Passage;
import io.cascadeflow.retrieval.RetrievalQuery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.apache.camel.Service;

/** Gives passages to an endpoint. Safe to share between threads; the caller never waits. */
public interface Source extends Service {

    /**
     * Passages, the best first.
     *
     * @param exchange with the question; it is not changed, but for what looking cost
     * @param limit after which nobody waits any more: it fails with a {@link java.util.concurrent.TimeoutException}
     */
    CompletionStage<List<Passage>> find(Exchange exchange, RetrievalQuery query, Duration limit);

    @Override
    default void start() {}

    @Override
    default void stop() {}
}
