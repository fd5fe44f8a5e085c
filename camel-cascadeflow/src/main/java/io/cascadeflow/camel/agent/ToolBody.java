package io.cascadeflow.camel.agent;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a tool does. Called on a thread of its own, which it may block; interrupted when it takes too long. Thread-safe. */
@FunctionalInterface
public interface ToolBody {

    /**
     * Does it.
     *
     * @return what the tool says: a text is told as it is, anything else as JSON; absent is told as {@code null}
     * @throws ToolException when the model shall know why it cannot be done; of every other exception it learns nothing
     */
    CompletionStage<@Nullable Object> call(ToolUse use) throws Exception;
}
