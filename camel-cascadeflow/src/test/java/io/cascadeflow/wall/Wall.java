package io.cascadeflow.wall;

import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.FakeRequest;
import io.cascadeflow.wall.Outcome.Money;
import io.cascadeflow.wall.Outcome.Seen;
import io.cascadeflow.wall.Scenario.Form;
import io.cascadeflow.wall.Trial.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** Runs trials: real routes, endpoints and transports against servers on loopback. Trials may run at the same time. */
public final class Wall implements AutoCloseable {

    /** What the sound server says. */
    public static final FakeModel FALLBACK = FakeModel.saying("fallback-served", Scenario.TEXT);

    private static final String QUESTION = "Why is a gateway trusted?";
    private static final int MOST_LINES = 100_000;

    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template = camel.createProducerTemplate();
    private final AtomicInteger trials = new AtomicInteger();

    public Wall() {
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("classpath:wall/wall.yaml");
        camel.start();
        template.start();
    }

    /** Blocks until the trial is over, a minute at most. */
    public Verdict run(Trial trial) {
        String id = "trial-" + trials.incrementAndGet();
        try (Servers servers = Servers.start(trial)) {
            addRoute(id, trial, servers, "");
            return Verdict.of(trial, outcome(id, trial, servers));
        } catch (Exception e) {
            throw new IllegalStateException("the trial could not be made: " + trial, e);
        }
    }

    /**
     * Blocks until the outage is over.
     *
     * @param told each call when it has ended; from any thread
     */
    public Outage.Record run(Outage outage, Form form, Way way, String transport, Consumer<Outage.Call> told) {
        try {
            return new OutageRun(this, outage, "trial-" + trials.incrementAndGet()).run(form, way, transport, told);
        } catch (Exception e) {
            throw new IllegalStateException("the outage could not be made", e);
        }
    }

    /** @param options of the endpoint of the faulty server, each with an ampersand before it */
    void addRoute(String id, Trial trial, Servers servers, String options) throws Exception {
        camel.addRoutes(new TrialRoute("direct:" + id, trial, servers, options));
    }

    private Outcome outcome(String id, Trial trial, Servers servers) throws Exception {
        long start = System.nanoTime();
        Asked asked = Asked.of(send(id, id, deadline(trial)));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        awaitRequests(servers.primary(), trial.expected().attempts());
        List<FakeRequest> requests = servers.primary().requests();
        int fallback = servers.fallback().requests().size();
        Money money = money(id);
        boolean healed = trial.scenario().healed()
                && isAnsweredByPrimary(trial, Asked.of(send(id, id + "-again", deadline(trial))));
        return new Outcome(
                asked.text(),
                servedBy(trial, asked),
                asked.failure(),
                asked.outputTokens(),
                asked.totalCost(),
                asked.brokeOff(),
                new Seen(requests.size(), fallback, gap(requests), healed),
                money,
                took);
    }

    private static @Nullable Duration deadline(Trial trial) {
        return trial.way() == Way.FAIL_OVER && trial.form() == Form.WHOLE
                ? trial.scenario().patience().multipliedBy(2)
                : null;
    }

    /** A client that has lost its patience may be ahead of the server. */
    private static void awaitRequests(FakeProvider server, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            server.awaitRequest(Duration.ofSeconds(5));
        }
    }

    CompletableFuture<Exchange> send(String id, String user, @Nullable Duration deadline) {
        return template.asyncSend("direct:" + id, exchange -> {
            exchange.getMessage().setBody(QUESTION);
            exchange.getMessage().setHeader(CascadeFlowConstants.USER, user);
            exchange.getMessage().setHeader(CascadeFlowConstants.DEADLINE, deadline);
        });
    }

    Balance balance(String user) {
        return CascadeFlowBudgets.in(camel)
                .standing("wall", Map.of("user", user))
                .balance();
    }

    private static boolean isAnsweredByPrimary(Trial trial, Asked asked) {
        FakeModel model = trial.scenario().model();
        return model.text().equals(asked.text()) && model.name().equals(servedBy(trial, asked));
    }

    /** Where replies name no model, the one that was asked stands for it. */
    private static String servedBy(Trial trial, Asked asked) {
        boolean unnamed = !trial.dialect().namesModels() && asked.servedBy().equals("primary");
        return unnamed ? trial.scenario().model().name() : asked.servedBy();
    }

    private Money money(String user) {
        Instant now = Instant.now();
        List<LedgerEntry> lines = CascadeFlowBudgets.in(camel)
                .ledger()
                .entries(now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)), 0, MOST_LINES)
                .stream()
                .filter(line -> user.equals(line.call().facts().get("user")))
                .filter(line -> line.posting().settlement() != null)
                .toList();
        Usd held = balance(user).held().usd();
        Usd sum = lines.stream().map(line -> line.posting().settled().usd()).reduce(Usd.ZERO, Usd::plus);
        return new Money(tokens(lines, "primary"), tokens(lines, "fallback"), sum, held);
    }

    private static List<Long> tokens(List<LedgerEntry> lines, String model) {
        return lines.stream()
                .filter(line -> line.call().model().name().equals(model))
                .map(line -> line.posting().settled().tokens())
                .toList();
    }

    private static Duration gap(List<FakeRequest> requests) {
        return requests.size() < 2
                ? Duration.ZERO
                : Duration.between(requests.get(0).at(), requests.get(1).at());
    }

    @Override
    public void close() {
        template.stop();
        camel.stop();
    }
}
