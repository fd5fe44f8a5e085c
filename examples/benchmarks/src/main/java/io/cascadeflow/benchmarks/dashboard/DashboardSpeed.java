package io.cascadeflow.benchmarks.dashboard;

import io.cascadeflow.benchmarks.audit.MadeUpDecisions;
import io.cascadeflow.benchmarks.ledger.Databases;
import io.cascadeflow.benchmarks.measure.Quantiles;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.gateway.CascadeFlowGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast the dashboard's pages answer, and what one that is open costs. */
@Command(
        name = "dashboard",
        description = {
            "Fills a store, has the dashboard read it, and asks for each page; then leaves one open.",
            "Fails above 300 ms for a page at p95, and above 1 %% of a core for the open page."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class DashboardSpeed implements Callable<Integer> {

    private static final double SECONDS = 1_000_000_000;
    private static final double MOST_MILLIS = 300;
    private static final double MOST_OF_A_CORE = 0.01;
    private static final int ARRIVING = 2;
    private static final String ADMIN = "cfadmin_for_this_measurement_only_0123456789";
    private static final String CONFIGURATION = """
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'cascadeflow:openai:gpt-4o-mini?apiKey=nobody-is-asked', acceptAbove: 0.75}
                  - {name: large, uri: 'cascadeflow:openai:gpt-4o?apiKey=nobody-is-asked'}
            budgets:
              - {name: company, limit: 5000, window: month, zone: UTC}
              - {name: tenants, limit: 5, window: day, zone: UTC, per: tenant}
            ledger: {dataSource: '#ledger'}
            audit: {jdbc: true}
            gateway:
              host: 127.0.0.1
              port: 0
              keys: {database: true}
              admin: {key: '{{benchmark.admin}}'}
            """;

    @Option(names = "--on", defaultValue = "h2", description = "h2 or postgres.")
    private String kind = "h2";

    @Option(names = "--decisions", defaultValue = "1000000", description = "How many are on record.")
    private int decisions;

    @Option(names = "--keys", defaultValue = "100000", description = "How many accounts the tenants' budget has.")
    private int keys;

    @Option(names = "--pages", defaultValue = "100", description = "How often each page is asked for.")
    private int pages;

    @Option(names = "--open-seconds", defaultValue = "60", description = "How long a page is left open in each round.")
    private int openSeconds;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds with a page open and with none.")
    private int rounds;

    @Option(names = "--settle-seconds", defaultValue = "180", description = "How long the store may need to settle.")
    private int settleSeconds;

    private final HttpClient http = HttpClient.newHttpClient();
    private boolean fits = true;

    @Override
    public Integer call() throws Exception {
        try (Databases database = Databases.open(kind)) {
            CamelContext camel = new DefaultCamelContext();
            try {
                measure(camel, database);
            } finally {
                camel.stop();
            }
        }
        return fits ? 0 : 1;
    }

    private void measure(CamelContext camel, Databases database) throws Exception {
        // the last decision was made just now
        Duration ago = Duration.between(MadeUpDecisions.at(decisions), Instant.now());
        camel.getRegistry().bind("clock", Clock.offset(Clock.system(ZoneOffset.UTC), ago.negated()));
        camel.getRegistry().bind("ledger", database.pool());
        camel.getRegistry().bind("configuration", CONFIGURATION);
        camel.getPropertiesComponent().addInitialProperty("benchmark.admin", ADMIN);
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:configuration");
        CascadeFlowGateway gateway = new CascadeFlowGateway();
        camel.addRoutes(gateway);
        camel.start();
        String base = "http://127.0.0.1:" + gateway.port() + "/dashboard/";
        long start = System.nanoTime();
        FullStore store = new FullStore(database.pool(), decisions);
        store.fill(keys);
        System.out.printf(
                "%s, java %s: %,d decisions on record, %,d accounts, filled in %.0f s%n",
                kind, System.getProperty("java.version"), decisions, keys, (System.nanoTime() - start) / SECONDS);
        System.out.println("milliseconds for a page             " + Quantiles.head());
        read(base);
        for (String page : all()) {
            ask(page, base + page, pages);
        }
        open(base + "overview", store, database);
    }

    /** From the first look until all is read; pages answer meanwhile. */
    private void read(String base) throws Exception {
        long start = System.nanoTime();
        List<Long> nanos = new ArrayList<>();
        boolean reading = true;
        while (reading) {
            long asked = System.nanoTime();
            String page = get(base + "overview?days=30");
            nanos.add(System.nanoTime() - asked);
            reading = page.toLowerCase(Locale.ROOT).contains("still reading")
                    || !page.contains("<data value=\"%d\"".formatted(decisions));
            Thread.sleep(100);
        }
        print("overview, while it is read", Quantiles.ofNanos(nanos));
        System.out.printf(
                "all of it was read within %.1f s of the first look%n", (System.nanoTime() - start) / SECONDS);
    }

    private List<String> all() {
        String day = MadeUpDecisions.at(decisions / 2).toString().substring(0, 19);
        return List.of(
                "overview",
                "overview?days=30",
                "cascades?days=30",
                "budgets",
                "budgets?budget=tenants",
                "budgets?budget=tenants&value=key-77",
                "quality?days=30",
                "decisions",
                "decisions?tenant=" + MadeUpDecisions.tenant(7),
                "decisions?outcome=rejected",
                "decisions?tenant=" + MadeUpDecisions.tenant(7) + "&outcome=escalated",
                "decisions?from=" + day,
                "decisions?cascade=support&to=" + day,
                "decision?id=" + new UUID(decisions / 3, ~(long) (decisions / 3)),
                "models?days=30");
    }

    private void ask(String name, String url, int times) throws Exception {
        get(url);
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            get(url);
            nanos.add(System.nanoTime() - start);
        }
        print(name, Quantiles.ofNanos(nanos));
    }

    private void print(String name, Quantiles took) {
        System.out.printf("  %-40s %s%n", name.length() > 40 ? name.substring(0, 40) : name, took.cells());
        fits &= took.p95() <= MOST_MILLIS;
    }

    private String get(String url) throws IOException, InterruptedException {
        HttpResponse<String> page = http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer " + ADMIN)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (page.statusCode() != 200) {
            throw new IllegalStateException("%s: %d %s".formatted(url, page.statusCode(), page.body()));
        }
        return page.body();
    }

    /** With nothing new, and with two decisions a second, as there were before. */
    private void open(String url, FullStore store, Databases database) throws Exception {
        OpenPage page =
                new OpenPage(Processor.of(kind, database.pool()), () -> get(url), Duration.ofSeconds(openSeconds));
        page.settle(kind, database.pool(), Duration.ofSeconds(settleSeconds));
        fits &= page.measure("while nothing happens", rounds) <= MOST_OF_A_CORE;
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        try (FullStore.Arrivals arrivals = store.new Arrivals()) {
            ScheduledFuture<?> arriving =
                    thread.scheduleAtFixedRate(() -> arrivals.add(ARRIVING), 0, 1, TimeUnit.SECONDS);
            fits &= page.measure("while %d decisions a second arrive".formatted(ARRIVING), rounds) <= MOST_OF_A_CORE;
            thread.shutdown();
            thread.awaitTermination(1, TimeUnit.MINUTES);
            System.out.printf("%,d decisions arrived%n", arrivals.count());
            if (!arriving.isCancelled()) {
                throw new IllegalStateException("decisions stopped to arrive");
            }
        }
    }
}
