package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.camel.config.GatewayConfiguration;
import io.cascadeflow.camel.dashboard.Dashboard;
import io.cascadeflow.provider.Pause;
import io.cascadeflow.provider.resilience.ConcurrencyLimit;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
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
    private static final int DASHBOARD_THREADS = 2;
    private static final int PAGES_WAITING = 200;

    private final CamelContext camel;
    private final ServedModels models;
    private final GatewayConfiguration configuration;
    private final Entrance entrance;
    private final Drain drain = new Drain();
    private @Nullable AsyncProducer asks;
    private @Nullable ScheduledThreadPoolExecutor timer;
    private @Nullable ExecutorService workers;
    private @Nullable ExecutorService issuers;
    private @Nullable Runnable dashboard;

    /** @param entrance where clients come in */
    GatewayService(CamelContext camel, ServedModels models, GatewayConfiguration configuration, Entrance entrance) {
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
        String where = entrance.open(
                gateway(route, pause, clock, threads), configuration.keys().isEmpty(), pause);
        LOG.info("Gateway at {} serves {}", where, models.get().names());
        if (configuration.keys().isEmpty()) {
            LOG.warn("No key is configured: whoever is on this machine may ask, and nobody else can");
        }
    }

    /** Threads of their own, as an issuer that does not answer keeps them for seconds. */
    private ExecutorService issuers() {
        ExecutorService threads =
                pool("CascadeFlowGatewayIssuers", "cascadeflow-gateway-issuers", ISSUER_THREADS, ISSUERS_WAITING);
        issuers = threads;
        return threads;
    }

    private ExecutorService pool(String name, String profile, int size, int waiting) {
        return camel.getExecutorServiceManager()
                .newThreadPool(
                        this,
                        name,
                        new ThreadPoolProfileBuilder(profile)
                                .poolSize(size)
                                .maxPoolSize(size)
                                .maxQueueSize(waiting)
                                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                .build());
    }

    private Clock clock() {
        Clock bound = camel.getRegistry().findSingleByType(Clock.class);
        return bound != null ? bound : Clock.systemUTC();
    }

    private Gateway gateway(AsyncProducer route, Pause pause, Clock clock, Executor threads) {
        GatewayMetrics metrics = GatewayMetrics.in(camel, drain);
        Keepers keepers = Keepers.of(camel, configuration.keys(), clock, issuers());
        Questions asked = new Questions(camel);
        Doors doors = new Doors(
                configuration,
                clock,
                new ChatDoor(route, asked, models, configuration),
                EmbeddingsDoor.of(camel, configuration.embeddings(), asked, configuration.limits()),
                models);
        Doors.Looks looks = new Doors.Looks(
                new ReadyDoor(drain, this::ledgerWrites, component()::standings), new MetricsDoor(metrics, threads));
        return new Gateway(
                doors.ways(looks, keepers.admin(), dashboard(keepers)),
                new Gateway.Guards(keepers.keys(), keepers.adminAccess()),
                doors.words(),
                new Gateway.Turns(
                        new ConcurrencyLimit(configuration.limits().concurrent(), pause),
                        configuration.limits().queueTime(),
                        drain),
                new Cors(configuration.origins()),
                new Journal(clock, metrics),
                clock);
    }

    private @Nullable DashboardDoor dashboard(Keepers keepers) {
        if (keepers.adminKey() == null || configuration.dashboard() == GatewayConfiguration.Pages.OFF) {
            return null;
        }
        ExecutorService reader =
                camel.getExecutorServiceManager().newSingleThreadExecutor(this, "CascadeFlowDashboardReader");
        ExecutorService pages = pool("CascadeFlowDashboard", "cascadeflow-dashboard", DASHBOARD_THREADS, PAGES_WAITING);
        Dashboard shown =
                new Dashboard(component(), reader, configuration.dashboard() == GatewayConfiguration.Pages.ASK);
        dashboard = () -> {
            shown.close();
            camel.getExecutorServiceManager().shutdownNow(reader);
            camel.getExecutorServiceManager().shutdownNow(pages);
        };
        return new DashboardDoor(shown, keepers.adminKey(), configuration, pages);
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
        if (dashboard != null) {
            dashboard.run();
            dashboard = null;
        }
        if (issuers != null) {
            camel.getExecutorServiceManager().shutdownNow(issuers);
            issuers = null;
        }
    }
}
