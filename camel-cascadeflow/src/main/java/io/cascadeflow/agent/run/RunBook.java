package io.cascadeflow.agent.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runs that are going on at this node. Each is over when it has been idle for as long as its rules say; until then what it used
 * counts. How many there are is bounded: a further one is refused, and never begun in the place of another, whose use would be
 * forgotten. Thread-safe; what is locked is locked for a few steps in memory.
 */
public final class RunBook {

    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final Map<String, Tree> trees = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Kept kept;
    private Instant swept;

    public RunBook(Clock clock, Capacity capacity) {
        this.clock = clock;
        this.kept = new Kept(capacity);
        this.swept = clock.instant();
    }

    /**
     * A run, which begins with this if it has not begun before.
     *
     * @param rules those that are for it; asked for only when it begins
     * @return empty when no rule is for it nor for a run around it: then nobody looks at it
     * @throws RejectedExecutionException when too many runs are going on
     */
    public Optional<Run> find(RunPath path, Supplier<List<RunRule>> rules) {
        List<RunRule> known = live(path.outermost())
                .flatMap(tree -> Optional.ofNullable(tree.locked(it -> rulesOf(it, path))))
                .orElse(null);
        if (known != null) {
            return Optional.of(new Run(this, path, known));
        }
        List<RunRule> own = rules.get();
        if (own.isEmpty() && live(path.outermost()).isEmpty()) {
            return Optional.empty();
        }
        Run run = new Run(this, path, own);
        run.open();
        return Optional.of(run);
    }

    private static @Nullable List<RunRule> rulesOf(Tree tree, RunPath path) {
        return tree.isGone() || !tree.knows(path) ? null : tree.rulesOf(path);
    }

    /** How a run stands; empty when it is not going on. */
    public Optional<RunSummary> summary(String id) {
        Instant now = clock.instant();
        return look(id, (tree, run) -> tree.summary(run, now));
    }

    /** All that happened in a run; empty when it is not going on. */
    public Optional<RunTrace> trace(String id) {
        return look(id, Tree::trace);
    }

    /**
     * Ends a run and all within it: nothing more may be done in them. They are still there to be looked at until they have been
     * idle for long enough. Calls under way go on, and count.
     *
     * @return how it stands; empty when it is not going on
     */
    public Optional<RunSummary> end(String id) {
        Instant now = clock.instant();
        return look(id, (tree, run) -> {
            if (!tree.state(run).over()) {
                tree.end(run, now);
            }
            return tree.summary(run, now);
        });
    }

    /** The ids of the outermost runs that are going on, or have lately been. */
    public List<String> ids() {
        return trees.keySet().stream().sorted().toList();
    }

    public boolean isEmpty() {
        return trees.isEmpty();
    }

    /** How many entries all traces have together. */
    public int entries() {
        return kept.entries();
    }

    private <T> Optional<T> look(String id, BiFunction<Tree, String, T> look) {
        RunPath path = RunPath.of(id);
        return live(path.outermost())
                .flatMap(tree -> Optional.ofNullable(
                        tree.locked(it -> it.isGone() || !it.has(path.id()) ? null : look.apply(it, path.id()))));
    }

    Clock clock() {
        return clock;
    }

    /** The tree of a run; it may be gone by the time that it is locked. */
    Tree tree(RunPath path) {
        return live(path.outermost()).orElseGet(() -> begin(path.outermost()));
    }

    private Optional<Tree> live(String outermost) {
        Tree tree = trees.get(outermost);
        if (tree == null) {
            return Optional.empty();
        }
        return forget(tree, clock.instant()) ? Optional.empty() : Optional.of(tree);
    }

    private synchronized Tree begin(String outermost) {
        Instant now = clock.instant();
        boolean full = trees.size() >= kept.capacity().runs();
        if (full || now.isAfter(swept.plus(BETWEEN))) {
            swept = now;
            trees.values().forEach(tree -> forget(tree, now));
        }
        Tree there = trees.get(outermost);
        if (there != null) {
            return there;
        }
        if (trees.size() >= kept.capacity().runs()) {
            throw new RejectedExecutionException(
                    "%d runs are going on already: let them be over sooner, with a shorter idle of the rules for runs"
                            .formatted(trees.size()));
        }
        Tree fresh = new Tree(outermost, kept, now);
        trees.put(outermost, fresh);
        return fresh;
    }

    /** Whether it is forgotten, as it has been idle for long enough. */
    private boolean forget(Tree tree, Instant now) {
        return tree.locked(it -> {
            if (!it.isGone() && it.isIdle(now)) {
                it.leave();
                trees.remove(it.outermost(), it);
            }
            return it.isGone();
        });
    }
}
