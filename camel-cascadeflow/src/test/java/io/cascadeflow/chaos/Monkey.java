package io.cascadeflow.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Breaks what the nodes stand on, one thing at a time. For one thread. */
final class Monkey {

    private static final int LONGEST_PAUSE_MILLIS = 1_500;
    private static final int LONGEST_OUTAGE_MILLIS = 3_000;
    private static final int HOURS = 30;
    private static final int RELOADS = 20;

    private final List<ChaosNode> nodes;
    private final Wire database;
    private final ChaosConfiguration configuration;
    private final SplittableRandom random;
    private final Complaints complaints;
    private final Map<Trick, Integer> played = new EnumMap<>(Trick.class);

    /** What it does. */
    enum Trick {
        OUTAGE,
        RESTART,
        CLOCK_JUMP,
        RELOAD,
        BAD_RELOAD
    }

    Monkey(
            List<ChaosNode> nodes,
            Wire database,
            ChaosConfiguration configuration,
            SplittableRandom random,
            Complaints complaints) {
        this.nodes = nodes;
        this.database = database;
        this.configuration = configuration;
        this.random = random;
        this.complaints = complaints;
    }

    Map<Trick, Integer> played() {
        return played;
    }

    /** Each trick once, in an order of its own, then at random until the time is over. */
    void play(long untilNanos) throws IOException, InterruptedException {
        for (Trick trick : Trick.values()) {
            play(trick);
        }
        while (System.nanoTime() - untilNanos < 0) {
            play(Trick.values()[random.nextInt(Trick.values().length)]);
        }
    }

    private void play(Trick trick) throws IOException, InterruptedException {
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        ChaosNode node = nodes.get(random.nextInt(nodes.size()));
        switch (trick) {
            case OUTAGE -> outage();
            case RESTART -> node.restart();
            case CLOCK_JUMP -> node.clock().jumpTo(jump());
            case RELOAD -> reload(node);
            case BAD_RELOAD -> badReload(node);
        }
        played.merge(trick, 1, Integer::sum);
    }

    private void outage() throws InterruptedException {
        database.cut();
        Thread.sleep(random.nextInt(LONGEST_OUTAGE_MILLIS));
        database.mend();
    }

    /** Mostly by seconds, as where clocks are set, sometimes by hours. */
    private Duration jump() {
        boolean far = random.nextInt(4) == 0;
        return far
                ? Duration.ofHours(random.nextInt(-HOURS, HOURS))
                : Duration.ofMillis(random.nextInt(-20_000, 20_000));
    }

    private void reload(ChaosNode node) throws IOException {
        String version = configuration.version(random.nextInt(ChaosConfiguration.THRESHOLDS.size()));
        // connections that an outage broke are found out by those who use them
        for (int tries = 0; tries < RELOADS; tries++) {
            if (node.reload(version)) {
                return;
            }
        }
        complaints.add(7, "a good configuration was rejected %d times", RELOADS);
    }

    private void badReload(ChaosNode node) throws IOException {
        if (node.reload(configuration.broken())) {
            complaints.add(7, "a broken configuration was taken");
        }
        // what is broken is not what the node finds when it starts again
        reload(node);
    }
}
