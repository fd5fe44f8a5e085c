package io.cascadeflow.camel.gateway.openai.responses;

import io.cascadeflow.model.FinishReason;
import org.jspecify.annotations.Nullable;

/** How a response ends, in the words of its API. */
enum Ending {
    COMPLETED("completed", null),
    TOO_LONG("incomplete", "max_output_tokens"),
    FILTERED("incomplete", "content_filter"),
    FAILED("failed", null);

    private final String status;
    private final @Nullable String why;

    Ending(String status, @Nullable String why) {
        this.status = status;
        this.why = why;
    }

    static Ending of(FinishReason reason) {
        return switch (reason) {
            case LENGTH, CONTEXT_WINDOW -> TOO_LONG;
            case CONTENT_FILTER -> FILTERED;
            case ERROR -> FAILED;
            case STOP, TOOL_CALLS, REFUSAL, PAUSE, UNKNOWN -> COMPLETED;
        };
    }

    String status() {
        return status;
    }

    /** Why it is incomplete; absent when it is not. */
    @Nullable
    String why() {
        return why;
    }

    /** The status of the item that the answer ended in. */
    String ofItem() {
        return this == COMPLETED ? "completed" : "incomplete";
    }
}
