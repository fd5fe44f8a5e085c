package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.Tree.Entry;
import io.cascadeflow.confidence.Signals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code signals}.
 *
 * @param problems where wrong values go
 * @param values reads single values
 */
record SignalsReader(Problems problems, Values values) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]*(\\.[a-zA-Z0-9][a-zA-Z0-9_-]*)+");

    List<SignalConfiguration> signals(Tree tree) {
        List<SignalConfiguration> signals = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Entry entry : Section.entries(tree, problems)) {
            if (isName(entry, names)) {
                signal(entry).ifPresent(signals::add);
            }
        }
        return signals;
    }

    private boolean isName(Entry entry, Set<String> names) {
        String name = entry.key();
        if (!NAME.matcher(name).matches()) {
            problems.add(entry.place(), "'%s' is no signal; write family.what, as in crm.vip", name);
        } else if (Signals.isReserved(name)) {
            problems.add(
                    entry.place(),
                    "signals of the family '%s' are measured by the component; choose a family of your own",
                    name.substring(0, name.indexOf('.')));
        } else if (names.add(name)) {
            return true;
        } else {
            problems.add(entry.place(), "the signal '%s' is there twice; keep one", name);
        }
        return false;
    }

    private Optional<SignalConfiguration> signal(Entry entry) {
        List<Entry> languages = Section.entries(entry.value(), problems);
        if (languages.size() != 1) {
            if (entry.value() instanceof Tree.Branch) {
                problems.add(
                        entry.place(),
                        "a signal has one expression, this has %s; write {simple: \"${header.vip}\"}, with any Camel language, or {bean: \"#mine\"}",
                        languages.size());
            }
            return Optional.empty();
        }
        Entry only = languages.get(0);
        return values.text(only.value())
                .map(text -> new SignalConfiguration(
                        entry.key(), only.key(), text, entry.place().toString()));
    }
}
