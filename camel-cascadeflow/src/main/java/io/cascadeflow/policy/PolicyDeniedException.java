package io.cascadeflow.policy;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operator's rules do not allow this. Nothing was asked for it. Its message names the rules. */
public final class PolicyDeniedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int DEEPEST = 20;

    private final transient Set<String> rules;

    public PolicyDeniedException(Denial denial) {
        super(denial.text());
        this.rules = denial.rules();
    }

    /** The denial that is the failure, or a cause of it; absent when there is none. */
    public static @Nullable PolicyDeniedException in(@Nullable Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .filter(PolicyDeniedException.class::isInstance)
                .map(PolicyDeniedException.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** The names of the rules. */
    public Set<String> rules() {
        return rules;
    }
}
