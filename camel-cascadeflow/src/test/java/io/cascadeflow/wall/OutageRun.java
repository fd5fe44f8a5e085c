package io.cascadeflow.wall;

import io.cascadeflow.budget.Balance;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.provider.FakeDialect;
import io.cascadeflow.provider.ProviderException;
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
import org.apache.camel.Exchange;
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
    Outage.Record run(Way way, String transport, Consumer<Outage.Call> told) throws Exception {
        Trial trial = new Trial(outage.scenario(() -> start), Form.WHOLE, way, transport, FakeDialect.OPENAI);
        try (Servers servers = Servers.start(trial)) {
            wall.addRoute(id, trial, servers);
            start = Instant.now();
            List<Outage.Call> calls = calls(told);
            Balance balance = wall.balance(id);
            return new Outage.Record(
                    calls, balance.settled().calls(), balance.held().usd());
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
        wall.send(id, id)
                .thenAccept(exchange -> made.complete(new Outage.Call(
                        Duration.between(start, begin),
                        Duration.between(begin, Instant.now()),
                        exchange.getException() == null
                                ? exchange.getMessage().getHeader(CascadeFlowConstants.MODEL, "", String.class)
                                : "",
                        kind(exchange))));
    }

    /** Whatever else fails is a fault of the gateway's own. */
    private static @Nullable Kind kind(Exchange exchange) {
        Exception failure = exchange.getException();
        return failure == null ? null : failure instanceof ProviderException error ? error.kind() : Kind.SERVER;
    }
}
