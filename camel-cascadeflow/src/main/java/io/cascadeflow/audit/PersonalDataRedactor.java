package io.cascadeflow.audit;

import io.cascadeflow.guard.Guard;
import io.cascadeflow.guard.find.Detector;
import io.cascadeflow.guard.find.Detectors;
import java.util.Collection;
import java.util.Set;

/**
 * Takes out what guards find: bind one, and what is kept with {@code content: redacted} has placeholders in place of personal
 * data. Nothing brings the data back.
 */
public final class PersonalDataRedactor implements Redactor {

    private final Guard guard;

    /**
     * @param kinds such as {@code email}; empty for all that there are
     * @param own detectors beside those that there are, such as for names
     * @throws IllegalArgumentException when a kind is unknown, or what it needs is missing
     */
    public PersonalDataRedactor(Set<String> kinds, Collection<? extends Detector> own) {
        this.guard = new Guard(Detectors.of(kinds, own));
    }

    @Override
    public String redact(String text) {
        return guard.redacted(text);
    }
}
