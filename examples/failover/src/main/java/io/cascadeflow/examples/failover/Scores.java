package io.cascadeflow.examples.failover;

import io.cascadeflow.wall.Outage;
import io.cascadeflow.wall.Scenario;
import io.cascadeflow.wall.Scenario.Form;
import io.cascadeflow.wall.Trial;
import io.cascadeflow.wall.Trial.Way;
import io.cascadeflow.wall.Verdict;
import io.cascadeflow.wall.Verdict.Level;
import io.cascadeflow.wall.Wall;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Runs trials, several at the same time, and gathers what came of them. */
final class Scores implements AutoCloseable {

    private static final int AT_ONCE = 24;
    private static final Set<Form> FORMS = EnumSet.allOf(Form.class);

    private final Wall wall = new Wall();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    private record Tried(Trial trial, Future<Verdict> verdict) {}

    /** In the order of the scenarios. */
    List<Score> of(List<Scenario> scenarios) throws InterruptedException, ExecutionException {
        List<List<Tried>> all = scenarios.stream()
                .map(scenario -> Trial.of(scenario, FORMS).stream()
                        .map(trial -> new Tried(trial, threads.submit(() -> wall.run(trial))))
                        .toList())
                .toList();
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            scores.add(score(scenarios.get(i), all.get(i)));
        }
        return scores;
    }

    private static Score score(Scenario scenario, List<Tried> tried) throws InterruptedException, ExecutionException {
        Map<Way, List<Verdict>> trials = new EnumMap<>(Way.class);
        for (Tried one : tried) {
            trials.computeIfAbsent(one.trial().way(), way -> new ArrayList<>())
                    .add(one.verdict().get());
        }
        return new Score(scenario.id(), scenario.fault(), trials);
    }

    /** S15, which is many calls; the worst of both forms and transports by way. */
    Map<Way, Level> outage() throws InterruptedException, ExecutionException {
        Map<Way, List<Future<Level>>> running = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            running.put(way, FORMS.stream().flatMap(form -> outages(form, way)).toList());
        }
        Map<Way, Level> levels = new EnumMap<>(Way.class);
        for (Map.Entry<Way, List<Future<Level>>> one : running.entrySet()) {
            for (Future<Level> level : one.getValue()) {
                levels.merge(one.getKey(), level.get(), (some, other) -> some.compareTo(other) > 0 ? some : other);
            }
        }
        return levels;
    }

    private Stream<Future<Level>> outages(Form form, Way way) {
        return Trial.TRANSPORTS.stream()
                .map(transport -> threads.submit(
                        () -> Outage.S15.level(way, wall.run(Outage.S15, form, way, transport, call -> {}))));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        wall.close();
    }
}
