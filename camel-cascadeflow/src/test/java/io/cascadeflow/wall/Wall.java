package io.cascadeflow.wall;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;

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
import io.cascadeflow.wall.Trial.Way;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** Runs trials: real routes, endpoints and transports against servers on loopback. Trials may run at the same time. */
public final class Wall implements AutoCloseable {

    /** What the sound server says. */
    public static final FakeModel FALLBACK = FakeModel.saying("fallback-served", Scenario.TEXT);

    private static final Duration HANGS = Duration.ofSeconds(30);
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

    /** Blocks until the trial is over, half a minute at most. */
    public Verdict run(Trial trial) {
        String id = "trial-" + trials.incrementAndGet();
        try (Servers servers = Servers.start(trial)) {
            addRoute(id, trial, servers);
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
    public Outage.Record run(Outage outage, Way way, String transport, Consumer<Outage.Call> told) {
        try {
            return new OutageRun(this, outage, "trial-" + trials.incrementAndGet()).run(way, transport, told);
        } catch (Exception e) {
            throw new IllegalStateException("the outage could not be made", e);
        }
    }

    void addRoute(String id, Trial trial, Servers servers) throws Exception {
        String primary = uri(trial, servers.primaryUrl());
        String fallback = "cascadeflow:compatible:fallback?baseUrl="
                + servers.fallback().uri() + "/v1&transport=" + trial.transport();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                if (trial.way() == Way.DIRECT) {
                    from("direct:" + id).to(primary);
                } else {
                    cascade(from("direct:" + id))
                            .tier("small")
                            .to(primary)
                            .tier("large")
                            .to(fallback);
                }
            }
        });
    }

    private static String uri(Trial trial, String url) {
        return "cascadeflow:%s:primary?baseUrl=%s%s&apiKey=key&transport=%s&requestTimeout=%d"
                .formatted(
                        trial.dialect().provider(),
                        url,
                        trial.dialect().base(),
                        trial.transport(),
                        trial.scenario().patience().toMillis());
    }

    private Outcome outcome(String id, Trial trial, Servers servers) throws Exception {
        long start = System.nanoTime();
        Exchange exchange = ask(id, id);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        awaitRequests(servers.primary(), trial.expected().attempts());
        List<FakeRequest> requests = servers.primary().requests();
        int fallback = servers.fallback().requests().size();
        Money money = money(id);
        boolean healed = trial.scenario().healed() && isAnsweredByPrimary(trial, ask(id, id + "-again"));
        boolean failed = exchange.getException() != null;
        return new Outcome(
                failed ? null : exchange.getMessage().getBody(String.class),
                failed ? "" : exchange.getMessage().getHeader(CascadeFlowConstants.MODEL, "", String.class),
                exchange.getException(),
                exchange.getMessage().getHeader(CascadeFlowConstants.OUTPUT_TOKENS, Long.class),
                usd(exchange.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST, BigDecimal.class)),
                new Seen(requests.size(), fallback, gap(requests), healed),
                money,
                took);
    }

    /** A client that has lost its patience may be ahead of the server. */
    private static void awaitRequests(FakeProvider server, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            server.awaitRequest(Duration.ofSeconds(5));
        }
    }

    /** A call that does not end fails the trial by its duration. */
    private Exchange ask(String id, String user) throws Exception {
        try {
            return send(id, user).get(HANGS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException hangs) {
            Exchange hanging = camel.getEndpoint("direct:" + id).createExchange();
            hanging.setException(hangs);
            return hanging;
        }
    }

    CompletableFuture<Exchange> send(String id, String user) {
        return template.asyncSend("direct:" + id, exchange -> {
            exchange.getMessage().setBody(QUESTION);
            exchange.getMessage().setHeader(CascadeFlowConstants.USER, user);
        });
    }

    Balance balance(String user) {
        return CascadeFlowBudgets.in(camel)
                .standing("wall", Map.of("user", user))
                .balance();
    }

    private static boolean isAnsweredByPrimary(Trial trial, Exchange exchange) {
        FakeModel model = trial.scenario().model();
        return exchange.getException() == null
                && model.text().equals(exchange.getMessage().getBody(String.class))
                && model.name().equals(exchange.getMessage().getHeader(CascadeFlowConstants.MODEL));
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

    private static @Nullable Usd usd(@Nullable BigDecimal cost) {
        return cost == null ? null : Usd.of(cost.toPlainString());
    }

    @Override
    public void close() {
        template.stop();
        camel.stop();
    }
}
