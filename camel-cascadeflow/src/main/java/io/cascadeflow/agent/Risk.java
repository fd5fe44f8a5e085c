package io.cascadeflow.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a call of a tool can do, as whoever offers it says: the name of a tool says nothing. From the least to the most. */
public enum Risk {
    /** It reads what anybody may know. */
    LOW,
    /** It reads what not everybody may know, or changes what can be changed back. */
    MEDIUM,
    /** It changes what others see, or spends. Also where nobody has said. */
    HIGH,
    /** It cannot be undone. */
    CRITICAL;

    /** As it is written in options and rules. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its word, in any case; empty when there is none such. */
    public static Optional<Risk> of(String word) {
        return Arrays.stream(values())
                .filter(risk -> risk.name().equalsIgnoreCase(word.strip()))
                .findFirst();
    }

    /** Whether it is this one or above. */
    public boolean isAtLeast(Risk other) {
        return compareTo(other) >= 0;
    }

    /** The higher of both. */
    public Risk or(Risk other) {
        return isAtLeast(other) ? this : other;
    }
}
