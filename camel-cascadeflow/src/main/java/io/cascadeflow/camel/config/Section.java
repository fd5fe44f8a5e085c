package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.Tree.Branch;
import io.cascadeflow.camel.config.Tree.Entry;
import io.cascadeflow.camel.config.Tree.Form;
import io.cascadeflow.camel.config.Tree.Items;
import io.cascadeflow.camel.config.Tree.Leaf;
import java.util.List;
import java.util.Optional;

/** A group of keys, of which all are known. */
final class Section {

    private final Tree tree;
    private final List<Entry> entries;
    private final Problems problems;

    private Section(Tree tree, List<Entry> entries, Problems problems) {
        this.tree = tree;
        this.entries = entries;
        this.problems = problems;
    }

    /** Reads a group of keys; every other key than the known ones is a problem. */
    static Section of(Tree tree, List<String> known, Problems problems) {
        Tree named = tree instanceof Branch branch ? RelaxedKeys.of(branch, known, problems) : tree;
        List<Entry> entries = branch(named, problems).stream()
                .filter(entry -> isKnown(entry, known, problems) && hasValue(entry, problems))
                .toList();
        return new Section(named, entries, problems);
    }

    /** The keys of a group in which any key may be, each with a value. */
    static List<Entry> entries(Tree tree, Problems problems) {
        return branch(tree, problems).stream()
                .filter(entry -> hasValue(entry, problems))
                .toList();
    }

    /** The items of a list; anything else is a problem. */
    static List<Tree> items(Tree tree, Problems problems) {
        if (!(tree instanceof Items list)) {
            problems.add(tree.place(), "a list is expected here, not %s", tree.kind());
            return List.of();
        }
        return list.items();
    }

    Optional<Tree> get(String key) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key))
                .map(Entry::value)
                .findFirst();
    }

    /** Those of these keys that are there, with a value or without. */
    List<Entry> written(List<String> keys) {
        return tree instanceof Branch branch
                ? branch.entries().stream()
                        .filter(entry -> keys.contains(entry.key()))
                        .toList()
                : List.of();
    }

    /** The value of a key that must be there. What is wrong with it otherwise has been told already. */
    Optional<Tree> need(String key) {
        if (tree instanceof Branch && written(List.of(key)).isEmpty()) {
            problems.add(tree.place(), "'%s' is missing", key);
        }
        return get(key);
    }

    private static List<Entry> branch(Tree tree, Problems problems) {
        if (!(tree instanceof Branch branch)) {
            problems.add(tree.place(), "keys with values are expected here, not %s", tree.kind());
            return List.of();
        }
        return branch.entries();
    }

    private static boolean isKnown(Entry entry, List<String> known, Problems problems) {
        boolean isKnown = known.contains(entry.key());
        if (!isKnown) {
            String guess = Suggestion.nearest(entry.key(), known)
                    .map("; did you mean '%s'?"::formatted)
                    .orElse(";");
            String all = String.join(", ", known);
            problems.add(entry.place(), "unknown key '%s'%s known here: %s", entry.key(), guess, all);
        }
        return isKnown;
    }

    private static boolean hasValue(Entry entry, Problems problems) {
        boolean nothing = entry.value() instanceof Leaf leaf && leaf.form() == Form.NOTHING;
        if (nothing) {
            problems.add(entry.place(), "this key has no value; give it one or remove it");
        }
        return !nothing;
    }
}
