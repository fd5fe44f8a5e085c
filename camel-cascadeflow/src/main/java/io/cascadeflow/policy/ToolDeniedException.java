package io.cascadeflow.policy;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tool may not be called: by the operator's rules, for want of consent, or because the tool itself says so. Its message names the
 * tool, who says so and the way out, and never an argument.
 */
public final class ToolDeniedException extends PolicyDeniedException {

    private static final long serialVersionUID = 1;

    private static final int DEEPEST = 20;

    private final String tool;

    /**
     * For the route of a tool that may not do what it is called for.
     *
     * @param why for whoever reads logs, and not for the model: nothing of the arguments
     */
    public ToolDeniedException(String tool, String why) {
        this(new Denial("tool '%s' says that it may not be called: %s".formatted(tool, why), Set.of(), tool));
    }

    ToolDeniedException(Denial denial) {
        super(denial);
        this.tool = Objects.requireNonNull(denial.tool());
    }

    /** The denial that is the failure, or a cause of it; absent when there is none. */
    public static @Nullable ToolDeniedException in(@Nullable Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .filter(ToolDeniedException.class::isInstance)
                .map(ToolDeniedException.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** The name of the tool. */
    public String tool() {
        return tool;
    }
}
