package com.example;

import io.cascadeflow.guard.find.Detector;
import io.cascadeflow.guard.find.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the names of people who work here, as whole words. */
public final class StaffNames implements Detector {

    private final Set<String> names;

    public StaffNames(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    @Override
    public String kind() {
        return "name"; // redact: [name]; placeholders are <NAME_1>, ...
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        for (String name : names) {
            for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length())) {
                int end = at + name.length();
                if (!letter(text, at - 1) && !letter(text, end)) {
                    found.add(new Span(at, end, kind()));
                }
            }
        }
        return found;
    }

    private static boolean letter(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetter(text.charAt(at));
    }
}
