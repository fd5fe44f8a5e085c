package io.cascadeflow.policy;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run may not do what it wants next: a limit of the operator's is used up, or it has been ended. Nothing was asked for it. Its
 * message names the run, the limit and the way out.
 */
public final class RunStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int DEEPEST = 20;

    private final String run;
    private final RunLimit limit;
    private final String rule;

    /**
     * @param run the run whose limit it is: the one that the call belongs to, or one around it
     * @param limit which
     * @param rule the name of the rule for runs that sets it; empty where the run has been ended
     */
    public RunStoppedException(String run, RunLimit limit, String rule, String message) {
        super(message);
        this.run = run;
        this.limit = limit;
        this.rule = rule;
    }

    /** The one that is the failure, or a cause of it; absent when there is none. */
    public static @Nullable RunStoppedException in(@Nullable Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .filter(RunStoppedException.class::isInstance)
                .map(RunStoppedException.class::cast)
                .findFirst()
                .orElse(null);
    }

    public String run() {
        return run;
    }

    public RunLimit limit() {
        return limit;
    }

    public String rule() {
        return rule;
    }
}
