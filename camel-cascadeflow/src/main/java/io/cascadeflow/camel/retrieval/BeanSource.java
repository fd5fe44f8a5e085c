package io.cascadeflow.camel.retrieval;

import io.cascadeflow.provider.BlockingCalls;
import io.cascadeflow.retrieval.Passage;
import io.cascadeflow.retrieval.RetrievalQuery;
import io.cascadeflow.retrieval.Retriever;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A retriever, on a thread that it may block. */
final class BeanSource implements Source {

    private final Supplier<Retriever> made;
    private final BlockingCalls threads;
    private @Nullable Retriever retriever;

    /** @param made is asked at each start for one of this source's own; closed at the stop if it can be */
    BeanSource(Supplier<Retriever> made, BlockingCalls threads) {
        this.made = made;
        this.threads = threads;
    }

    /** A bean of somebody else's, who closes it. */
    static BeanSource of(Retriever bean, BlockingCalls threads) {
        return new BeanSource(() -> bean::retrieve, threads);
    }

    @Override
    public synchronized void start() {
        if (retriever == null) {
            retriever = made.get();
        }
    }

    @Override
    public synchronized void stop() {
        Retriever ended = retriever;
        retriever = null;
        if (ended instanceof Closeable own) {
            try {
                own.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private synchronized Retriever started() {
        if (retriever == null) {
            throw new IllegalStateException("the source of passages is not started");
        }
        return retriever;
    }

    @Override
    public CompletionStage<List<Passage>> find(Exchange exchange, RetrievalQuery query, Duration limit) {
        Retriever asked = started();
        return threads.call(() -> asked.retrieve(query), limit);
    }
}
