package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.camel.config.GatewayConfiguration;
import io.cascadeflow.camel.gateway.Way.Guard;
import io.cascadeflow.camel.gateway.anthropic.MessagesApi;
import io.cascadeflow.camel.gateway.keys.admin.Admin;
import io.cascadeflow.camel.gateway.openai.ChatCompletionsApi;
import io.cascadeflow.camel.gateway.openai.CompletionsApi;
import io.cascadeflow.camel.gateway.openai.responses.ResponsesApi;
import io.cascadeflow.provider.Pause;
import io.cascadeflow.provider.resilience.ConcurrencyLimit;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway that serves: its doors, its threads and its server, from the context's start until before it stops. */
final class GatewayService extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(CascadeFlowGateway.class);
    private static final int ISSUER_THREADS = 2;
    private static final int ISSUERS_WAITING = 1_000;

    private final CamelContext camel;
    private final Models models;
    private final GatewayConfiguration configuration;
    private final Entrance entrance;
    private final Drain drain = new Drain();
    private @Nullable AsyncProducer asks;
    private @Nullable ScheduledThreadPoolExecutor timer;
    private @Nullable ExecutorService workers;
    private @Nullable ExecutorService issuers;

    /** @param entrance where clients come in */
    GatewayService(CamelContext camel, Models models, GatewayConfiguration configuration, Entrance entrance) {
        this.camel = camel;
        this.models = models;
        this.configuration = configuration;
        this.entrance = entrance;
    }

    @Override
    protected void doStart() throws Exception {
        Clock clock = clock();
        AsyncProducer route = camel.getEndpoint(CascadeFlowGateway.ENTRY).createAsyncProducer();
        ServiceHelper.startService(route);
        asks = route;
        ExecutorService threads = camel.getExecutorServiceManager().newFixedThreadPool(this, "CascadeFlowGateway", 2);
        workers = threads;
        ScheduledThreadPoolExecutor delays = new ScheduledThreadPoolExecutor(
                1, task -> camel.getExecutorServiceManager().newThread("CascadeFlowGatewayTimer", task));
        delays.setRemoveOnCancelPolicy(true);
        timer = delays;
        drain.open();
        Pause pause = Pause.on(delays, threads);
        String where =
                entrance.open(gateway(route, pause, clock), configuration.keys().isEmpty(), pause);
        LOG.info("Gateway at {} serves {}", where, models.names());
        if (configuration.keys().isEmpty()) {
            LOG.warn("No key is configured: whoever is on this machine may ask, and nobody else can");
        }
    }

    /** Threads of their own, as an issuer that does not answer keeps them for seconds. */
    private ExecutorService issuers() {
        ExecutorService threads = camel.getExecutorServiceManager()
                .newThreadPool(
                        this,
                        "CascadeFlowGatewayIssuers",
                        new ThreadPoolProfileBuilder("cascadeflow-gateway-issuers")
                                .poolSize(ISSUER_THREADS)
                                .maxPoolSize(ISSUER_THREADS)
                                .maxQueueSize(ISSUERS_WAITING)
                                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                .build());
        issuers = threads;
        return threads;
    }

    private Clock clock() {
        Clock bound = camel.getRegistry().findSingleByType(Clock.class);
        return bound != null ? bound : Clock.systemUTC();
    }

    private Gateway gateway(AsyncProducer route, Pause pause, Clock clock) {
        GatewayMetrics metrics = GatewayMetrics.in(camel, drain);
        Api chat = new ChatCompletionsApi(clock);
        Api messages = new MessagesApi();
        Keepers keepers = Keepers.of(camel, configuration.keys(), clock, issuers());
        Admin admin = keepers.admin();
        Questions asked = new Questions(camel);
        Door questions = new ChatDoor(route, asked, models, configuration);
        Door embeddings = EmbeddingsDoor.of(camel, configuration.embeddings(), asked, configuration.limits());
        Door counted = new CountDoor(configuration.limits());
        ModelsDoor offered = new ModelsDoor(models, clock.instant());
        AtomicReference<Ways> all = new AtomicReference<>();
        Door described = new OpenApiDoor(() -> Objects.requireNonNull(all.get()));
        Door ready = new ReadyDoor(drain, this::ledgerWrites, component()::standings);
        Guard metricsGuard = configuration.openMetrics() || configuration.keys().isEmpty() ? Guard.NONE : Guard.ADMIN;
        List<Way> list = new ArrayList<>(List.of(
                new Way("POST", "/v1/chat/completions", "A conversation goes on", Guard.KEY, chat, questions),
                new Way(
                        "POST",
                        "/v1/responses",
                        "A conversation goes on",
                        Guard.KEY,
                        new ResponsesApi(clock),
                        questions),
                new Way("POST", "/v1/completions", "A text goes on", Guard.KEY, new CompletionsApi(clock), questions),
                new Way("POST", "/v1/embeddings", "Vectors of texts", Guard.KEY, chat, embeddings),
                new Way("POST", "/v1/messages", "A conversation goes on", Guard.KEY, messages, questions),
                new Way(
                        "POST",
                        "/v1/messages/count_tokens",
                        "How many tokens a question has, estimated",
                        Guard.KEY,
                        messages,
                        counted),
                new Way("GET", ModelsDoor.PATH, "Whom this key may ask", Guard.KEY, null, offered),
                new Way("GET", ModelsDoor.PATH + "/", "Whether there is such a model", Guard.KEY, null, offered),
                new Way("GET", "/health", "Whether this process runs", Guard.NONE, null, new HealthDoor()),
                new Way("GET", "/ready", "Whether to send questions here", Guard.NONE, null, ready),
                new Way(
                        "GET",
                        "/metrics",
                        "Metrics for Prometheus",
                        metricsGuard,
                        null,
                        new MetricsDoor(metrics, threads)),
                new Way("GET", "/openapi.json", "This description", Guard.NONE, null, described)));
        if (admin != null) {
            AdminDoor desk = new AdminDoor(admin, configuration.limits());
            list.add(new Way("POST", AdminDoor.PATH, "Makes a key", Guard.ADMIN, null, desk::create));
            list.add(new Way("GET", AdminDoor.PATH, "Lists keys", Guard.ADMIN, null, desk::list));
            list.add(new Way("DELETE", AdminDoor.PATH + "/", "Revokes a key", Guard.ADMIN, null, desk::revoke));
        }
        Ways ways = new Ways(configuration.path(), list);
        all.set(ways);
        return new Gateway(
                ways,
                new Gateway.Guards(keepers.keys(), keepers.adminAccess()),
                new Gateway.Words(chat, messages),
                new Gateway.Turns(
                        new ConcurrencyLimit(configuration.limits().concurrent(), pause),
                        configuration.limits().queueTime(),
                        drain),
                new Cors(configuration.origins()),
                new Journal(clock, metrics),
                clock);
    }

    private CascadeFlowComponent component() {
        return camel.getComponent("cascadeflow", CascadeFlowComponent.class);
    }

    private CompletionStage<Boolean> ledgerWrites() {
        ExecutorService threads = workers;
        return threads == null
                ? CompletableFuture.completedFuture(false)
                : CompletableFuture.supplyAsync(
                        () -> CascadeFlowBudgets.in(camel).ledger().health().writable(), threads);
    }

    LifecycleStrategy beforeTheContextStops() {
        return new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext context) {
                ServiceHelper.stopAndShutdownService(GatewayService.this);
            }
        };
    }

    /** Whoever is under way is answered; whoever comes is sent elsewhere. */
    @Override
    protected void doStop() throws Exception {
        int left = drain.close(configuration.drain());
        if (left > 0) {
            LOG.warn("{} questions were still under way after {}; they are given up", left, configuration.drain());
        }
        entrance.close();
        ServiceHelper.stopAndShutdownService(asks);
        asks = null;
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
        if (workers != null) {
            camel.getExecutorServiceManager().shutdown(workers);
            workers = null;
        }
        if (issuers != null) {
            camel.getExecutorServiceManager().shutdownNow(issuers);
            issuers = null;
        }
    }
}
