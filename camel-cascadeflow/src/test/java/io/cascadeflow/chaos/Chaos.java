package io.cascadeflow.chaos;

import io.cascadeflow.budget.jdbc.Databases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Two nodes on one PostgreSQL, two models that fail, clients that leave, and a {@link Monkey}. What is drawn follows from the
 * seed; when it happens does not, as threads and sockets go their own ways.
 */
final class Chaos implements AutoCloseable {

    private static final int CLIENTS = 8;
    private static final int NODES = 2;
    private static final int LOOK_MILLIS = 200;
    private static final Duration FAR_AHEAD = Duration.ofHours(100);
    private static final long PATIENCE_SECONDS = 120;

    private final Complaints complaints = new Complaints();
    private final SplittableRandom random;
    private final String schema = Databases.newPostgresSchema();
    private final JdbcConnectionPool direct = Databases.postgres(schema);
    private final Books books = new Books(direct, complaints);
    private final Wire wire = new Wire(Databases.postgresPort());
    private final Mischief small;
    private final Mischief large;
    private final ChaosConfiguration configuration;
    private final Asker asker;
    private final List<ChaosNode> nodes = new ArrayList<>();
    private final Monkey monkey;

    Chaos(Path folder, long seed) throws IOException {
        random = new SplittableRandom(seed);
        small = new Mischief("small", true, random.split(), complaints);
        large = new Mischief("large", false, random.split(), complaints);
        configuration = new ChaosConfiguration(
                "jdbc:postgresql://127.0.0.1:%d/postgres?currentSchema=%s".formatted(wire.port(), schema),
                small.uri().toString(),
                large.uri().toString());
        asker = new Asker(configuration, complaints);
        for (int i = 0; i < NODES; i++) {
            nodes.add(new ChaosNode(folder.resolve("node" + i + ".yaml"), configuration.version(i)));
        }
        monkey = new Monkey(nodes, wire, configuration, random.split(), complaints);
    }

    Monkey monkey() {
        return monkey;
    }

    Asker asker() {
        return asker;
    }

    List<Mischief> models() {
        return List.of(small, large);
    }

    /** Runs for so long, then waits until all has ended. */
    List<String> run(Duration length) throws Exception {
        long until = System.nanoTime() + length.toNanos();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            SplittableRandom own = random.split();
            all.add(threads.submit(() -> ask(own, until)));
        }
        Future<?> auditor = threads.submit(() -> watch(all));
        monkey.play(until);
        for (Future<?> client : all) {
            client.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        auditor.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        threads.shutdown();
        end();
        return complaints.list();
    }

    private void ask(SplittableRandom own, long until) {
        do {
            ChaosNode node = nodes.get(own.nextInt(NODES));
            asker.ask(node, Question.random(asker.nextId(), own));
        } while (System.nanoTime() - until < 0);
    }

    /** Looks at the books as long as anybody asks. */
    private void watch(List<Future<?>> clients) {
        while (!clients.stream().allMatch(Future::isDone)) {
            books.limits();
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void end() throws IOException {
        nodes.forEach(node -> node.labels().forEach(this::look));
        nodes.forEach(ChaosNode::close);
        nodes.clear();
        Databases.expireAll(direct, FAR_AHEAD);
        books.limits();
        books.ends();
        books.agree(asker.told());
    }

    private void look(String label) {
        if (label.contains(Question.SECRET) || label.contains(Question.WORD)) {
            complaints.add(8, "a metric tells a question or an answer: %s", label);
        }
        if (label.contains("tenant-")) {
            complaints.add(12, "a metric for each tenant: %s", label);
        }
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(ChaosNode::close);
        small.close();
        large.close();
        wire.close();
        direct.dispose();
    }
}
