package io.cascadeflow.benchmarks.audit;

import io.cascadeflow.audit.trail.AuditLog;
import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.AuditTrail;
import io.cascadeflow.audit.trail.ContentKeeper;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.audit.trail.Room;
import io.cascadeflow.audit.trail.Verification;
import io.cascadeflow.audit.trail.jdbc.JdbcSink;
import io.cascadeflow.audit.trail.jdbc.JdbcTrail;
import io.cascadeflow.audit.trail.jdbc.Retention;
import io.cascadeflow.benchmarks.ledger.Databases;
import io.cascadeflow.benchmarks.measure.Quantiles;
import io.cascadeflow.cascade.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast decisions are put on record in a database, and found there. */
@Command(
        name = "audit",
        description = {
            "Puts decisions on record in a database, as fast as it takes them, and asks for pages of 100 of them.",
            "Fails below 2,000 decisions a second, and above 300 ms for a page at p95."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class AuditSpeed implements Callable<Integer> {

    private static final double SECONDS = 1_000_000_000;
    private static final double LEAST_PER_SECOND = 2_000;
    private static final double MOST_MILLIS = 300;
    private static final int QUEUE = 10_000;

    @Option(names = "--on", defaultValue = "h2", description = "h2 or postgres.")
    private String kind = "h2";

    @Option(names = "--decisions", defaultValue = "1000000", description = "How many.")
    private int decisions;

    @Option(names = "--queries", defaultValue = "200", description = "How many of each kind.")
    private int queries;

    private boolean fits = true;

    @Override
    public Integer call() throws Exception {
        try (Databases database = Databases.open(kind)) {
            write(database);
            JdbcTrail trail = new JdbcTrail(database.pool());
            System.out.println("milliseconds for a page of 100      " + Quantiles.head());
            for (Map.Entry<String, Function<Random, AuditQuery>> query : kinds().entrySet()) {
                ask(trail, query.getKey(), query.getValue());
            }
            verify(trail);
        }
        return fits ? 0 : 1;
    }

    private void write(Databases database) throws InterruptedException {
        JdbcSink sink = new JdbcSink(database::pool, "benchmark", Clock.systemUTC(), Retention.FOR_EVER);
        AuditLog log =
                new AuditLog(sink, new Room(QUEUE, false, null), Runnable::run, Clock.systemUTC(), System.err::println);
        AuditTrail trail = new AuditTrail(List.of(log), ContentKeeper.HASH);
        long cpu = cpu();
        long start = System.nanoTime();
        for (int i = 0; i < decisions; i++) {
            // held back as a call would be
            trail.add(MadeUpDecisions.decided(i)).toCompletableFuture().join();
        }
        log.close(Duration.ofMinutes(5));
        double perSecond = decisions / ((System.nanoTime() - start) / SECONDS);
        long written = log.figures().written();
        System.out.printf(
                "%s, java %s: %d decisions on record, %.0f/s, %.0f µs of processor time each (making them up among it)%n",
                kind, System.getProperty("java.version"), written, perSecond, (cpu() - cpu) / 1_000.0 / decisions);
        fits &= written == decisions && perSecond >= LEAST_PER_SECOND;
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private Map<String, Function<Random, AuditQuery>> kinds() {
        Map<String, Function<Random, AuditQuery>> kinds = new LinkedHashMap<>();
        kinds.put("an hour", random -> hour(random));
        kinds.put("a tenant", random -> AuditQuery.ALL.ofTenant(MadeUpDecisions.tenant(random.nextInt(decisions))));
        kinds.put("an outcome", random -> AuditQuery.ALL.withOutcome(outcome(random)));
        kinds.put(
                "a tenant in an hour",
                random -> hour(random).ofTenant(MadeUpDecisions.tenant(random.nextInt(decisions))));
        kinds.put("an outcome in an hour", random -> hour(random).withOutcome(outcome(random)));
        kinds.put(
                "a tenant and an outcome",
                random -> AuditQuery.ALL
                        .ofTenant(MadeUpDecisions.tenant(random.nextInt(decisions)))
                        .withOutcome(outcome(random)));
        kinds.put(
                "the newest rejections",
                random -> AuditQuery.ALL
                        .between(MadeUpDecisions.at(decisions - 20_000), null)
                        .withOutcome(Outcome.REJECTED));
        return kinds;
    }

    private AuditQuery hour(Random random) {
        int first = random.nextInt(decisions);
        return AuditQuery.ALL.between(
                MadeUpDecisions.at(first), MadeUpDecisions.at(first).plus(Duration.ofHours(1)));
    }

    private static Outcome outcome(Random random) {
        return List.of(Outcome.ACCEPTED, Outcome.ESCALATED, Outcome.REJECTED).get(random.nextInt(3));
    }

    private void ask(JdbcTrail trail, String name, Function<Random, AuditQuery> kind) throws IOException {
        Random random = new Random(7);
        List<Long> nanos = new ArrayList<>();
        long found = 0;
        for (int i = 0; i < queries; i++) {
            AuditQuery query = kind.apply(random);
            long start = System.nanoTime();
            List<KeptDecision> page = trail.find(query);
            nanos.add(System.nanoTime() - start);
            found += page.size();
        }
        Quantiles took = Quantiles.ofNanos(nanos);
        System.out.printf("  %-32s %s   %d found%n", name, took.cells(), found);
        fits &= took.p95() <= MOST_MILLIS;
    }

    private void verify(JdbcTrail trail) throws IOException {
        long start = System.nanoTime();
        Verification found = trail.verify();
        System.out.printf(
                "verified %d decisions in %.1f s: %s%n",
                found.decisions(), (System.nanoTime() - start) / SECONDS, found.holds() ? "all holds" : found.broken());
        fits &= found.holds() && found.decisions() == decisions;
    }
}
