package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.gateway.Access.Entry;
import io.cascadeflow.camel.gateway.Fault.Kind;
import io.cascadeflow.provider.resilience.ConcurrencyLimit;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Every request goes through here, whatever server it came by: to a door, past those who decide whether it may, and when it is its
 * turn. Thread-safe.
 */
final class Gateway {

    private final Ways ways;
    private final Guards guards;
    private final Words words;
    private final Turns turns;
    private final Cors cors;
    private final Journal journal;
    private final Clock clock;

    /**
     * Who decides.
     *
     * @param keys lets clients in
     * @param admin lets the operator in
     */
    record Guards(Access keys, Access admin) {}

    /** Whose words are used where a path does not say it. */
    record Words(Api openAi, Api anthropic) {}

    /**
     * When it is somebody's turn.
     *
     * @param places how many at once
     * @param patience how long somebody waits for a place
     */
    record Turns(ConcurrencyLimit places, Duration patience, Drain drain) {}

    Gateway(Ways ways, Guards guards, Words words, Turns turns, Cors cors, Journal journal, Clock clock) {
        this.ways = ways;
        this.guards = guards;
        this.words = words;
        this.turns = turns;
        this.cors = cors;
        this.journal = journal;
        this.clock = clock;
    }

    /** Whether there is anything at this path, whatever the method. */
    boolean isAt(String path) {
        return !ways.at(path).isEmpty();
    }

    /** For a client whose request cannot even be read. */
    void refuse(Client client, Fault fault) {
        Visit visit = visit(client, null);
        visit.header("connection", "close");
        visit.refuse(fault);
    }

    /** Answers the client, now or later. Never throws. */
    void serve(Client client) {
        Map<String, Way> here = ways.at(client.path());
        Way way = here.get(client.method());
        Visit visit = visit(client, way);
        try {
            if (way == null) {
                nowhere(visit, here);
            } else {
                enter(visit, way).whenComplete((done, failure) -> {
                    if (failure != null) {
                        refuse(visit, failure);
                    }
                });
            }
        } catch (RuntimeException failure) {
            refuse(visit, failure);
        }
    }

    private Visit visit(Client client, @Nullable Way way) {
        Api spoken = client.header("anthropic-version") != null ? words.anthropic() : words.openAi();
        Visit visit = new Visit(
                UUID.randomUUID().toString(),
                way != null ? way.name() : "none",
                client,
                way != null && way.api() != null ? way.api() : spoken,
                clock.instant(),
                journal);
        cors.allow(client, visit);
        return visit;
    }

    private void nowhere(Visit visit, Map<String, Way> here) {
        String method = visit.client().method();
        if (here.isEmpty()) {
            throw new FaultException(
                    Kind.UNKNOWN_PATH, "there is nothing at this path; GET /openapi.json tells what there is");
        }
        if (method.equals("OPTIONS") && cors.answersPreflight(visit.client(), visit)) {
            visit.answer(204, "text/plain", new byte[0]);
            return;
        }
        visit.header("allow", String.join(", ", here.keySet()));
        throw new FaultException(Kind.METHOD_NOT_ALLOWED, "this path takes " + String.join(", ", here.keySet()));
    }

    private CompletionStage<Void> enter(Visit visit, Way way) {
        return switch (way.guard()) {
            case NONE -> way.door().open(visit, Open.NOBODY);
            case ADMIN ->
                guards.admin()
                        .enter(visit.client())
                        .thenCompose(entry -> way.door().open(visit, entry.caller()));
            case KEY -> guarded(visit, way);
        };
    }

    private CompletionStage<Void> guarded(Visit visit, Way way) {
        if (!turns.drain().enter()) {
            visit.header("connection", "close");
            throw new FaultException(Faults.later(Kind.OVERLOADED, "this gateway is about to stop; ask another one"));
        }
        CompletionStage<Void> answered;
        try {
            answered = guards.keys().enter(visit.client()).thenCompose(entry -> left(entry, inTurn(visit, way, entry)));
        } catch (RuntimeException failure) {
            answered = CompletableFuture.failedFuture(failure);
        }
        return answered.whenComplete((done, failure) -> turns.drain().leave());
    }

    private static CompletionStage<Void> left(Entry entry, CompletionStage<Void> answered) {
        return answered.whenComplete((done, failure) -> entry.leave());
    }

    private CompletionStage<Void> inTurn(Visit visit, Way way, Entry entry) {
        CompletableFuture<Boolean> turn = turns.places().enter(turns.patience());
        visit.client().gone().thenRun(() -> turn.cancel(false));
        return turn.thenCompose(place -> {
            if (!place) {
                throw new FaultException(Faults.later(Kind.OVERLOADED, "there is too much to do"));
            }
            return opened(visit, way, entry)
                    .whenComplete((done, failure) -> turns.places().leave());
        });
    }

    private static CompletionStage<Void> opened(Visit visit, Way way, Entry entry) {
        try {
            return way.door().open(visit, entry.caller());
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static void refuse(Visit visit, Throwable failure) {
        visit.refuse(visit.fault(failure));
    }
}
