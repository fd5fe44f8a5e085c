package io.cascadeflow.guard.find;

import java.util.List;

/**
 * Finds one kind of personal data. Bind one in the registry to have names, or anything else, taken out. Safe to share between
 * threads.
 */
public interface Detector {

    /** What it finds, as a rule names it: lower-case letters, such as {@code name}. */
    String kind();

    /**
     * Where it is. Any text may come, also one of many megabytes or with halves of characters.
     *
     * @return may overlap, in any order. When it throws, or a place is outside of the text, the call is not made
     */
    List<Span> find(String text);
}
