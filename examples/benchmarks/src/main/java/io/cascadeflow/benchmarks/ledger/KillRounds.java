package io.cascadeflow.benchmarks.ledger;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Window;
import io.cascadeflow.budget.jdbc.JdbcLedger;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.h2.jdbcx.JdbcConnectionPool;

/** Kills a node of several, again and again, and looks at what is left. Each round has a budget of its own. */
final class KillRounds {

    private static final long LIFETIME_MILLIS = 2_000;
    private static final double LONGEST_SECONDS = 2;
    private static final int TRIES = 300;
    private static final int PAGE = 5_000;

    private final String url;
    private final Path folder;
    private final int nodes;
    private final int atOnce;
    private final boolean direct;
    private final SplittableRandom random;

    /**
     * What was seen over all rounds.
     *
     * @param acknowledged calls whose settlement a node had confirmed
     * @param lost those of them that have no line: must be none
     * @param late those of them whose line says late
     * @param leaked rounds after which something stayed held
     * @param overspent looks at the balance that found more than the limit
     * @param wrongSums rounds whose balance is not the sum of its lines
     * @param looks how often the balance was looked at while nodes were spending and dying
     * @param full rounds in which the limit was reached
     */
    record Result(
            int nodes,
            int kills,
            long acknowledged,
            long lost,
            long late,
            int leaked,
            long overspent,
            int wrongSums,
            long looks,
            int full) {

        boolean holds() {
            return lost == 0 && leaked == 0 && overspent == 0 && wrongSums == 0;
        }

        Result plus(Result other) {
            return new Result(
                    nodes,
                    kills + other.kills,
                    acknowledged + other.acknowledged,
                    lost + other.lost,
                    late + other.late,
                    leaked + other.leaked,
                    overspent + other.overspent,
                    wrongSums + other.wrongSums,
                    looks + other.looks,
                    full + other.full);
        }
    }

    KillRounds(String url, Path folder, int nodes, int atOnce, boolean direct, long seed) {
        this.url = url;
        this.folder = folder;
        this.nodes = nodes;
        this.atOnce = atOnce;
        this.direct = direct;
        this.random = new SplittableRandom(seed);
    }

    Result run(int kills) throws Exception {
        LedgerNodes.prepare(url);
        Result sum = new Result(nodes, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        JdbcConnectionPool pool = Pools.of(url);
        try (JdbcLedger ledger = JdbcLedger.open(pool, Clock.systemUTC(), Runnable::run)) {
            for (int round = 0; round < kills; round++) {
                Result result = round(ledger, "n%d-round%d".formatted(nodes, round));
                sum = sum.plus(result);
                System.err.println("  round " + (round + 1) + ": " + result);
            }
        }
        pool.dispose();
        return sum;
    }

    /** In half of the rounds the limit is so low that it is reached. */
    private Result round(JdbcLedger ledger, String name) throws Exception {
        Usd limit = random.nextBoolean() ? Usd.of("0.05") : Usd.of("100000");
        Claim claim = Calls.claim(Budget.of(name, limit.toString(), Window.TOTAL));
        List<NodeProcess> running = start(name, limit);
        Watch watch = new Watch(ledger, claim);
        Thread watching = new Thread(watch);
        watching.start();
        for (NodeProcess node : running) {
            node.awaitReady();
        }
        NodeProcess victim = running.get(random.nextInt(nodes));
        victim.awaitSpending();
        LedgerNodes.pause(random.nextDouble() * LONGEST_SECONDS);
        victim.kill();
        LedgerNodes.pause(0.3);
        for (NodeProcess node : running) {
            if (node != victim) {
                node.end();
            }
        }
        boolean back = awaitReturn(ledger, claim);
        watch.stop();
        watching.join();
        return check(ledger, claim, running, watch, back);
    }

    private List<NodeProcess> start(String name, Usd limit) throws IOException {
        List<NodeProcess> running = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            String node = name + "-" + i;
            List<String> options = new ArrayList<>(List.of(
                    "--url=" + url,
                    "--name=" + node,
                    "--budget=" + name,
                    "--limit=" + limit,
                    "--at-once=" + atOnce,
                    "--lifetime-millis=" + LIFETIME_MILLIS,
                    "--patience-millis=" + LIFETIME_MILLIS));
            if (direct) {
                options.add("--direct");
            }
            running.add(NodeProcess.start(folder.resolve(node), options));
        }
        return running;
    }

    /** Whether all that the dead node held came back in time. */
    private static boolean awaitReturn(JdbcLedger ledger, Claim claim) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            ledger.expire();
            if (ledger.balance(claim).held().equals(Amount.ZERO)) {
                return true;
            }
            LedgerNodes.pause(0.1);
        }
        return false;
    }

    private Result check(JdbcLedger ledger, Claim claim, List<NodeProcess> running, Watch watch, boolean back)
            throws IOException {
        Set<String> posted = new HashSet<>();
        Set<String> late = new HashSet<>();
        Amount sum = Amount.ZERO;
        long last = 0;
        List<LedgerEntry> page = ledger.entries(claim.account(), last, PAGE);
        while (!page.isEmpty()) {
            for (LedgerEntry entry : page) {
                sum = sum.plus(entry.posting().settled());
                last = entry.sequence();
                HoldStatus status = entry.posting().status();
                if (status == HoldStatus.SETTLED || status == HoldStatus.LATE) {
                    posted.add(entry.key());
                }
                if (status == HoldStatus.LATE) {
                    late.add(entry.key());
                }
            }
            page = ledger.entries(claim.account(), last, PAGE);
        }
        Set<String> acknowledged = new HashSet<>();
        for (NodeProcess node : running) {
            acknowledged.addAll(node.settled());
        }
        long lost = acknowledged.stream().filter(key -> !posted.contains(key)).count();
        long lateOnes = acknowledged.stream().filter(late::contains).count();
        Balance balance = ledger.balance(claim);
        boolean full = balance.settled()
                        .usd()
                        .plus(Calls.HELD)
                        .compareTo(claim.budget().limit())
                > 0;
        return new Result(
                nodes,
                1,
                acknowledged.size(),
                lost,
                lateOnes,
                back ? 0 : 1,
                watch.overspent(),
                balance.settled().equals(sum) ? 0 : 1,
                watch.looks(),
                full ? 1 : 0);
    }

    /** Looks at the balance all the time. What calls overran is not the ledger's: it is allowed for. */
    private static final class Watch implements Runnable {
        private final JdbcLedger ledger;
        private final Claim claim;
        private volatile boolean stopped;
        private volatile long looks;
        private volatile long overspent;

        Watch(JdbcLedger ledger, Claim claim) {
            this.ledger = ledger;
            this.claim = claim;
        }

        @Override
        public void run() {
            try {
                while (!stopped) {
                    look();
                    LedgerNodes.pause(0.02);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void look() {
            Balance balance = ledger.balance(claim);
            Usd most = claim.budget().limit().plus(balance.overrun());
            looks = looks + 1;
            overspent = overspent + (balance.used().usd().compareTo(most) > 0 ? 1 : 0);
        }

        void stop() {
            stopped = true;
        }

        long looks() {
            return looks;
        }

        long overspent() {
            return overspent;
        }
    }
}
