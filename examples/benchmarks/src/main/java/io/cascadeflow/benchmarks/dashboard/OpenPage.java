package io.cascadeflow.benchmarks.dashboard;

import io.cascadeflow.benchmarks.measure.Spread;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * What a page costs that is left open: the processor time with one that is polled less that with none, in rounds of both, in turns.
 * Processor time does not grow when others use the machine too. The browser's part is not in it.
 */
final class OpenPage {

    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final double ALIKE = 0.005;

    private final Processor processor;
    private final Callable<?> poll;
    private final Duration each;

    /**
     * @param poll what a page does every five seconds
     * @param each how long a page is open, and how long none is
     */
    OpenPage(Processor processor, Callable<?> poll, Duration each) {
        this.processor = processor;
        this.poll = poll;
        this.each = each;
    }

    /** Has the store do now what it would do in the background, and waits until nothing goes on but what goes on always. */
    void settle(String kind, DataSource database, Duration most) throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(kind.equals("postgres") ? "VACUUM ANALYZE" : "CHECKPOINT SYNC");
        }
        System.gc();
        long start = System.nanoTime();
        double before = 1;
        double now = during(LOOK);
        while (Math.abs(now - before) > ALIKE && System.nanoTime() - start < most.toNanos()) {
            before = now;
            now = during(LOOK);
        }
        System.out.printf(
                "the store's own work has settled after %d s, at %.2f %% of a core%n",
                Duration.ofNanos(System.nanoTime() - start).toSeconds(), 100 * now);
    }

    private double during(Duration time) throws InterruptedException {
        long start = System.nanoTime();
        long used = processor.nanos();
        Thread.sleep(time.toMillis());
        return (processor.nanos() - used) / (double) (System.nanoTime() - start);
    }

    /**
     * Leaves a page open, in rounds.
     *
     * @return how much of a core it takes, the median of the rounds
     */
    double measure(String meanwhile, int rounds) throws Exception {
        List<Double> open = new ArrayList<>();
        List<Double> none = new ArrayList<>();
        List<Double> more = new ArrayList<>();
        poll.call();
        for (int round = 0; round < rounds; round++) {
            boolean first = round % 2 == 0;
            double one = share(first);
            double other = share(!first);
            open.add(first ? one : other);
            none.add(first ? other : one);
            more.add(open.get(round) - none.get(round));
        }
        System.out.printf(
                "%s: %s with one page open, %s with none; the page takes %s%n",
                meanwhile, words(open), words(none), words(more));
        return Spread.of(more).median();
    }

    private static String words(List<Double> shares) {
        Spread spread = Spread.of(shares);
        return "%.2f %% of a core (%.2f to %.2f)"
                .formatted(100 * spread.median(), 100 * spread.least(), 100 * spread.most());
    }

    private double share(boolean open) throws Exception {
        long start = System.nanoTime();
        long used = processor.nanos();
        while (System.nanoTime() - start < each.toNanos()) {
            if (open) {
                poll.call();
            }
            Thread.sleep(POLL.toMillis());
        }
        return (processor.nanos() - used) / (double) (System.nanoTime() - start);
    }
}
