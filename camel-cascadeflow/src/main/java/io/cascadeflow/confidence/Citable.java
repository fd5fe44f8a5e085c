package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Citations;
import io.cascadeflow.provider.recorded.RecordedCitable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What may be cited, and has to be. Immutable.
 *
 * @param ids how the passages are called, in their order; empty where one has no name and is cited by its place alone
 * @param demand what is asked of an answer
 */
public record Citable(List<String> ids, Demand demand) {

    /** Nobody asked for citations. */
    public static final Citable NOT_ASKED = new Citable(List.of(), Demand.OFF);

    /** What is asked of an answer that may cite. */
    public enum Demand {
        /** Citations are not asked for. */
        OFF,
        /** They are asked for and told; an answer is not judged by them. */
        NOTED,
        /** An answer that cites a passage that was not given is never accepted. */
        VALID,
        /** Nor one that cites nothing, where there are passages; {@code [none]} says that they do not tell. */
        REQUIRED
    }

    public Citable {
        ids = List.copyOf(ids);
    }

    /** As it was recorded. */
    public static Citable of(RecordedCitable recorded) {
        return new Citable(recorded.ids(), Demand.valueOf(recorded.demand().toUpperCase(Locale.ROOT)));
    }

    /** In the form in which it is recorded. */
    public RecordedCitable recorded() {
        return new RecordedCitable(ids, demand.name().toLowerCase(Locale.ROOT));
    }

    public boolean asked() {
        return demand != Demand.OFF;
    }

    /** Whether an answer may be rejected for its citations, so that nothing is known before the whole of it is there. */
    public boolean judged() {
        return demand.compareTo(Demand.VALID) >= 0;
    }

    /** Why an answer is not to be accepted; absent when it is. */
    @Nullable
    String fault(String answer) {
        return judged() ? complaint(Citations.of(answer, ids)) : null;
    }

    /** What is wrong with citations, whether or not it counts: {@code none}, or {@code unknown: 7, x.md}; absent when nothing is. */
    public @Nullable String complaint(Citations citations) {
        if (!citations.unknown().isEmpty()) {
            return "unknown: " + String.join(", ", citations.unknown());
        }
        boolean cites = !citations.places().isEmpty() || citations.none();
        return demand == Demand.REQUIRED && !ids.isEmpty() && !cites ? "none" : null;
    }
}
