package io.cascadeflow.agent.run;

import io.cascadeflow.agent.run.RunAction.Stop;
import io.cascadeflow.agent.run.RunEntry.Act;
import io.cascadeflow.agent.run.RunEntry.Kind;
import io.cascadeflow.agent.run.RunState.Ruled;
import io.cascadeflow.policy.RunStoppedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** An outermost run and all runs within it: what one does is a step of those around it, too, all at once or not at all. */
final class Tree {

    /** Longer than any call is held. */
    private static final Duration LOST = Duration.ofDays(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final String outermost;
    private final Kept kept;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<RunEntry> entries = new ArrayList<>();
    private long sequence;
    private long missing;
    private Duration idle = Duration.ZERO;
    private Instant last;
    private boolean gone;

    private static final class Node {

        private final Figures figures = new Figures();
        private final String parent;
        private RunState state;

        /** @param parent the id of the run around it; empty for the outermost */
        private Node(String parent, RunState state) {
            this.parent = parent;
            this.state = state;
        }
    }

    /** What was let begin. */
    record Begun(long number, Instant at, List<Act> acts) {}

    Tree(String outermost, Kept kept, Instant now) {
        this.outermost = outermost;
        this.kept = kept;
        this.last = now;
    }

    String outermost() {
        return outermost;
    }

    /** Nobody else works on it meanwhile. */
    <T> T locked(Function<Tree, T> work) {
        lock.lock();
        try {
            return work.apply(this);
        } finally {
            lock.unlock();
        }
    }

    boolean isGone() {
        return gone;
    }

    boolean isIdle(Instant now) {
        Node root = nodes.get(outermost);
        Duration allowed = nodes.isEmpty() ? RunRule.IDLE : idle;
        boolean busy = root != null && root.state.underWay().calls() > 0;
        return !now.isBefore(last.plus(busy ? allowed.plus(LOST) : allowed));
    }

    /** It is forgotten. */
    void leave() {
        gone = true;
        kept.giveBack(entries.size());
    }

    boolean knows(RunPath path) {
        return nodes.keySet().containsAll(path.ids());
    }

    List<RunRule> rulesOf(RunPath path) {
        return Objects.requireNonNull(nodes.get(path.id())).state.rules();
    }

    /** @throws RejectedExecutionException when there are too many runs in it */
    void open(RunPath path, List<RunRule> rules, Instant now) {
        String parent = "";
        for (String id : path.ids()) {
            String around = parent;
            parent = id;
            if (nodes.containsKey(id)) {
                continue;
            }
            if (nodes.size() > kept.capacity().within()) {
                throw new RejectedExecutionException("run '%s' has %d runs within it already: end it, and begin another"
                        .formatted(outermost, kept.capacity().within()));
            }
            nodes.put(id, new Node(around, RunState.begin(id, now, rules)));
            idle = Stream.concat(Stream.of(idle), rules.stream().map(RunRule::idle))
                    .max(Duration::compareTo)
                    .orElse(idle);
        }
    }

    RunState state(String id) {
        return Objects.requireNonNull(nodes.get(id)).state;
    }

    boolean has(String id) {
        return nodes.containsKey(id);
    }

    /**
     * Lets it begin, in the run and in all around it.
     *
     * @param refused the entry of the trace if it may not begin
     * @throws RunStoppedException when a rule that is enforced does not let it
     */
    Begun begin(Wanted wanted, Instant now, Function<Begun, RunEntry> refused) {
        last = now;
        List<Act> acts = new ArrayList<>();
        Stop stop = null;
        for (String id : wanted.path().ids()) {
            for (Ruled ruled : state(id).judge(wanted, now)) {
                Stop told = (Stop) ruled.action();
                acts.add(new Act(told.word(), told.rule(), told.run(), !ruled.enforced(), told.text()));
                stop = stop == null && ruled.enforced() ? told : stop;
            }
        }
        Begun begun = new Begun(++sequence, now, acts);
        if (stop != null) {
            add(refused.apply(begun));
            throw new RunStoppedException(stop.run(), stop.limit(), stop.rule(), stop.text());
        }
        step(wanted.path(), state -> state.with(wanted));
        return begun;
    }

    /** It ended, and came to what the entry says. */
    void done(Wanted wanted, RunEntry entry) {
        step(wanted.path(), state -> state.done(wanted, entry.used()));
        add(entry);
    }

    /** It was not made after all. */
    void without(Wanted wanted, RunEntry entry) {
        step(wanted.path(), state -> state.without(wanted));
        add(entry);
    }

    /** It was done without being asked for. */
    void foreign(Wanted made, RunEntry entry) {
        step(made.path(), state -> state.with(made).done(made, entry.used()));
        add(entry);
    }

    private void step(RunPath path, UnaryOperator<RunState> step) {
        for (String id : path.ids()) {
            Node node = Objects.requireNonNull(nodes.get(id));
            node.state = step.apply(node.state);
        }
    }

    long next(Instant now) {
        last = now;
        return ++sequence;
    }

    void add(RunEntry entry) {
        for (String id : RunPath.of(entry.run()).ids()) {
            Objects.requireNonNull(nodes.get(id)).figures.add(entry);
        }
        if (!gone && entries.size() < kept.capacity().entriesOfARun() && kept.take()) {
            entries.add(entry);
        } else {
            missing++;
        }
    }

    /** Ends a run and all within it. */
    void end(String id, Instant now) {
        long number = next(now);
        nodes.forEach((run, node) -> {
            if (RunPath.contains(id, run)) {
                node.state = node.state.end();
            }
        });
        add(new RunEntry(
                number, number, now, id, Kind.END, null, Tally.ZERO, Tally.ZERO, 0, 0, 0, List.of(), List.of()));
    }

    RunTrace trace(String id) {
        return new RunTrace(
                id,
                state(id).began(),
                entries.stream()
                        .filter(entry -> RunPath.contains(id, entry.run()))
                        .toList(),
                missing);
    }

    RunSummary summary(String id, Instant now) {
        Node node = Objects.requireNonNull(nodes.get(id));
        RunState state = node.state;
        Figures figures = node.figures;
        List<String> within = nodes.entrySet().stream()
                .filter(each -> each.getValue().parent.equals(id))
                .map(Map.Entry::getKey)
                .toList();
        return new RunSummary(
                id,
                state.began(),
                last,
                state.over(),
                state.ended(),
                state.underWay().calls(),
                figures.inputTokens(),
                figures.outputTokens(),
                figures.models(),
                figures.tiers(),
                figures.outcomes(),
                figures.actions(),
                figures.observed(),
                within,
                state.left(now),
                missing);
    }
}
