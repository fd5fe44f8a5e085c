package io.cascadeflow.policy;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operator's rules do not allow this, which is therefore not done. Its message names the rules. */
public sealed class PolicyDeniedException extends RuntimeException permits ToolDeniedException {

    private static final long serialVersionUID = 1;

    private static final int DEEPEST = 20;

    private final transient Set<String> rules;

    PolicyDeniedException(Denial denial) {
        super(denial.text());
        this.rules = denial.rules();
    }

    /** That of a denial: a {@link ToolDeniedException} where it is about a tool. */
    public static PolicyDeniedException of(Denial denial) {
        return denial.tool() == null ? new PolicyDeniedException(denial) : new ToolDeniedException(denial);
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

    /** The names of the rules; none where it is not for a rule. */
    public Set<String> rules() {
        return rules;
    }
}
