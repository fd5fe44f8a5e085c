package io.cascadeflow.agent.run;

import io.cascadeflow.agent.run.RunEntry.Act;
import io.cascadeflow.agent.run.RunEntry.Call;
import io.cascadeflow.agent.run.RunEntry.Kind;
import io.cascadeflow.agent.run.RunState.Squeeze;
import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.RunStoppedException;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run that is going on. Thread-safe. */
public final class Run {

    private final RunBook book;
    private final RunPath path;
    private final List<RunRule> rules;

    /** @param rules those that it begins with, if it is forgotten meanwhile */
    Run(RunBook book, RunPath path, List<RunRule> rules) {
        this.book = book;
        this.path = path;
        this.rules = List.copyOf(rules);
    }

    public RunPath path() {
        return path;
    }

    void open() {
        in(tree -> true);
    }

    private <T> T in(Function<Tree, T> work) {
        while (true) {
            Tree tree = book.tree(path);
            Optional<T> done = tree.locked(it -> {
                if (it.isGone()) {
                    return Optional.empty();
                }
                it.open(path, rules, now());
                return Optional.of(work.apply(it));
            });
            if (done.isPresent()) {
                return done.get();
            }
        }
    }

    private Instant now() {
        return book.clock().instant();
    }

    /**
     * A request to a model begins.
     *
     * @param atMost what it may cost
     * @param energy the most millijoules that it may take; absent when that is not known
     * @throws RunStoppedException when it may not be made
     */
    public RunTurn begin(Call call, Usd atMost, @Nullable Long energy) {
        Wanted wanted = Wanted.call(path, atMost, energy);
        return in(tree -> new RunTurn(
                tree, book.clock(), wanted, call, tree.begin(wanted, now(), begun -> refused(begun, call, wanted))));
    }

    private RunEntry refused(Tree.Begun begun, Call call, Wanted wanted) {
        return entry(begun.number(), begun.at(), Kind.REFUSED, call, Tally.ZERO, wanted.atMost(), begun.acts());
    }

    private RunEntry entry(
            long number, Instant at, Kind kind, @Nullable Call call, Tally used, Tally atMost, List<Act> acts) {
        return new RunEntry(number, number, at, path.id(), kind, call, used, atMost, 0, 0, 0, List.of(), acts);
    }

    /**
     * An answer asks for tools: all of them may be called, or none.
     *
     * @param names of the tools, one for each call
     * @throws RunStoppedException when they may not be called
     */
    public void tools(List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        Wanted wanted = Wanted.tools(path, names.size());
        in(tree -> {
            Tree.Begun begun = tree.begin(wanted, now(), refused -> tools(refused, names, wanted, Tally.ZERO));
            tree.done(wanted, tools(begun, names, wanted, wanted.atMost()));
            return true;
        });
    }

    private RunEntry tools(Tree.Begun begun, List<String> names, Wanted wanted, Tally used) {
        return new RunEntry(
                begun.number(),
                begun.number(),
                begun.at(),
                path.id(),
                Kind.TOOLS,
                null,
                used,
                wanted.atMost(),
                0,
                0,
                0,
                names,
                begun.acts());
    }

    /** A model was asked by other means, and cost this: nobody could stop it. */
    public void foreign(Call call, Usd cost) {
        Tally used = Tally.ofCall(cost, null);
        Wanted made = Wanted.call(path, Usd.ZERO, null);
        in(tree -> {
            RunEntry entry = entry(tree.next(now()), now(), Kind.FOREIGN, call, used, Tally.ZERO, List.of());
            tree.foreign(made, entry);
            return true;
        });
    }

    /** What the run and those around it are under now, which is put on record: a decision is to be made under it. */
    public List<Squeeze> squeezed() {
        return in(tree -> {
            Instant now = now();
            List<Squeeze> all = new ArrayList<>();
            List<Act> acts = new ArrayList<>();
            for (String id : path.ids()) {
                for (Squeeze squeeze : tree.state(id).squeezes(now)) {
                    all.add(squeeze);
                    squeeze.actions()
                            .forEach(action -> acts.add(new Act(
                                    action.word(),
                                    squeeze.rule().name(),
                                    id,
                                    !squeeze.rule().isEnforced(),
                                    squeeze.name())));
                }
            }
            if (!acts.isEmpty()) {
                tree.add(entry(tree.next(now), now, Kind.NARROWED, null, Tally.ZERO, Tally.ZERO, acts));
            }
            return all;
        });
    }

    /** The shortest time that the run and those around it have left; absent when it is not limited. */
    public Optional<Constraint.Within> timeLeft() {
        Instant now = now();
        List<Duration> left = in(tree ->
                path.ids().stream().flatMap(id -> left(tree.state(id), now)).toList());
        return left.stream().min(Duration::compareTo).map(Constraint.Within::new);
    }

    /** Where nothing is left, the next call is stopped: no deadline has to say so. */
    private static Stream<Duration> left(RunState state, Instant now) {
        return state.rules().stream()
                .filter(RunRule::isEnforced)
                .flatMap(rule -> Stream.ofNullable(rule.limits().time()))
                .map(time -> time.minus(state.taken(now)))
                .filter(left -> !left.isNegative() && !left.isZero());
    }

    /** The rules of the run and of those around it, each with the run that it is for. */
    public List<Bound> bounds() {
        return in(tree -> {
            List<Bound> all = new ArrayList<>();
            for (String id : path.ids()) {
                tree.state(id).rules().forEach(rule -> all.add(new Bound(id, rule)));
            }
            return all;
        });
    }

    /** A rule, and the run that it is for. */
    public record Bound(String run, RunRule rule) {}

    public RunSummary summary() {
        return in(tree -> tree.summary(path.id(), now()));
    }
}
