package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpStream;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.TransportErrors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The exchanges that a transport has under way: how many may be, how long each may take, and their end when it is closed. Thread-safe. */
final class Exchanges implements AutoCloseable {

    private final InFlight inFlight = new InFlight();
    private final ScheduledThreadPoolExecutor timer;
    private final Executor late;
    private final int most;

    /**
     * @param late tells of exchanges that took too long: what follows may be anybody's code
     * @param most how many may be under way
     */
    Exchanges(String timer, Executor late, int most) {
        this.timer = Daemons.timer(timer);
        this.late = late;
        this.most = most;
    }

    /** A new one; done already when there are too many, or when the transport is closed. */
    <T> CompletableFuture<T> begin(HttpCall call) {
        CompletableFuture<T> exchange = inFlight.add();
        if (inFlight.size() > most) {
            String problem = "%d calls are on the way already; lower the load or add a node".formatted(most);
            exchange.completeExceptionally(TransportErrors.of(Kind.OVERLOADED, call, problem, null));
        }
        return exchange;
    }

    /**
     * A new one whose head is told before its end; done already likewise.
     *
     * @param opened fails with the exchange; when it fails by itself, nobody waits for the head any more and there will be no body
     */
    CompletableFuture<Void> begin(HttpCall call, CompletableFuture<HttpStream> opened) {
        CompletableFuture<Void> over = begin(call);
        opened.whenComplete((head, failure) -> {
            if (failure != null) {
                InFlight.giveUp(over);
            }
        });
        over.whenComplete((nothing, failure) -> {
            if (failure != null) {
                opened.completeExceptionally(failure);
            }
        });
        return over;
    }

    /** Says so when {@code awaited} is not done in the call's time. */
    void watch(HttpCall call, CompletableFuture<?> awaited, Consumer<Throwable> fail) {
        Future<?> timeout = timer.schedule(
                () -> late.execute(() -> fail.accept(new TimeoutException())),
                call.timeout().toNanos(),
                TimeUnit.NANOSECONDS);
        awaited.whenComplete((done, failure) -> timeout.cancel(false));
    }

    @Override
    public void close() {
        inFlight.close();
        timer.shutdownNow();
    }
}
