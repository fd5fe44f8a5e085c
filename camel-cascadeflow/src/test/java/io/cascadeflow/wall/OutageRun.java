package io.cascadeflow.wall;

import io.cascadeflow.budget.Balance;
import io.cascadeflow.provider.FakeDialect;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.wall.Scenario.Form;
import io.cascadeflow.wall.Trial.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the calls of an {@link Outage}, each at its time, whatever became of those before it. */
final class OutageRun {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Wall wall;
    private final Outage outage;
    private final String id;
    private volatile Instant start = Instant.MIN;

    OutageRun(Wall wall, Outage outage, String id) {
        this.wall = wall;
        this.outage = outage;
        this.id = id;
    }

    /** @param told each call when it has ended */
    Outage.Record run(Form form, Way way, String transport, Consumer<Outage.Call> told) throws Exception {
        Trial trial = new Trial(outage.scenario(() -> start), form, way, transport, FakeDialect.OPENAI);
        try (Servers servers = Servers.start(trial)) {
            wall.addRoute(id, trial, servers, outage.options());
            start = Instant.now();
            List<Outage.Call> calls = calls(told);
            Balance balance = wall.balance(id);
            long askedWhileDown = servers.primary().requests().stream()
                    .filter(request -> outage.isDownAt(Duration.between(start, request.at())))
                    .count();
            return new Outage.Record(
                    calls, balance.settled().calls(), balance.held().usd(), askedWhileDown);
        }
    }

    private List<Outage.Call> calls(Consumer<Outage.Call> told) throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            List<CompletableFuture<Outage.Call>> calls = new ArrayList<>();
            for (int call = 0; call < outage.calls(); call++) {
                CompletableFuture<Outage.Call> made = new CompletableFuture<>();
                made.thenAccept(told);
                calls.add(made);
                long due = outage.every().multipliedBy(call).toMillis();
                timer.schedule(() -> make(made), due, TimeUnit.MILLISECONDS);
            }
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                    .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            return calls.stream().map(CompletableFuture::join).toList();
        } finally {
            timer.shutdownNow();
        }
    }

    private void make(CompletableFuture<Outage.Call> made) {
        Instant begin = Instant.now();
        // each on a thread of its own: it waits for the last piece
        Thread caller = new Thread(() -> {
            try {
                made.complete(call(begin, Asked.of(wall.send(id, id, null))));
            } catch (Exception e) {
                made.completeExceptionally(e);
            }
        });
        caller.setDaemon(true);
        caller.start();
    }

    private Outage.Call call(Instant begin, Asked asked) {
        return new Outage.Call(
                Duration.between(start, begin),
                Duration.between(begin, Instant.now()),
                asked.servedBy(),
                kind(asked.failure()));
    }

    /** Whatever else fails is a fault of the gateway's own. */
    private static @Nullable Kind kind(@Nullable Throwable failure) {
        Kind kind = Outcome.kindOf(failure);
        return failure == null || kind != null ? kind : Kind.SERVER;
    }
}
