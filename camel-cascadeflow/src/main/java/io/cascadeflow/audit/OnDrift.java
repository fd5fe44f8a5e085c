package io.cascadeflow.audit;

import java.util.Locale;

/** What follows when a gate no longer fits its traffic. */
public enum OnDrift {
    /** It is told, and nothing changes. */
    WARN,
    /** The threshold goes half the way to 1, at each alarm again. */
    STRICTER,
    /** No draft is accepted any more. */
    LARGE;

    /** @throws IllegalArgumentException when it is none of them */
    public static OnDrift of(String name) {
        for (OnDrift choice : values()) {
            if (choice.name().equalsIgnoreCase(name)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("onDrift is '%s'; write warn, stricter or large".formatted(name));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
