package io.cascadeflow.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one call of a tool. Immutable.
 *
 * @param call as the model made it
 * @param kind what became of it
 * @param text what the model is told
 * @param took from the tool's start on; zero where it was not started
 * @param denial who did not let it be called; absent where nobody minded
 */
public record ToolOutcome(
        ToolCall call,
        Kind kind,
        String text,
        Duration took,
        @Nullable ToolDenial denial) {

    public ToolOutcome(ToolCall call, Kind kind, String text, Duration took) {
        this(call, kind, text, took, null);
    }

    /** A closed set. */
    public enum Kind {
        /** The tool answered. */
        DONE(true),
        /** The tool threw: whether it did anything is not known. */
        FAILED(true),
        /** The tool did not answer in time: likewise. */
        TIMED_OUT(true),
        /** The arguments are not what the tool wants. */
        INVALID(false),
        /** There is no such tool. */
        UNKNOWN(false),
        /** A rule of the operator's denies it; or the tool itself, which has then been started. */
        DENIED(false),
        /** Nobody consented. */
        REFUSED(false),
        /** The same call was made before, and is not made again. */
        REPEATED(false),
        /** There was no room for it, or no time. */
        OVERLOADED(false),
        /** The agent was stopped before it, or the answer that asked for it was not taken. */
        NOT_MADE(false);

        private final boolean reached;

        Kind(boolean reached) {
            this.reached = reached;
        }

        /** Whether the tool was started. */
        public boolean hasReachedTool() {
            return reached;
        }

        /** As it is on record. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One that says what is wrong, as JSON. */
    public static ToolOutcome error(ToolCall call, Kind kind, String why, Duration took) {
        String json = JsonNodeFactory.instance.objectNode().put("error", why).toString();
        return new ToolOutcome(call, kind, json, took);
    }

    /** One of a tool that was not started. */
    static ToolOutcome refused(ToolCall call, Kind kind, String why) {
        return error(call, kind, why, Duration.ZERO);
    }

    /** The same, which somebody did not let be called. */
    public ToolOutcome deniedBy(ToolDenial who) {
        return new ToolOutcome(call, kind, text, took, who);
    }

    /** The message that the model gets. */
    public ChatMessage message() {
        return new ChatMessage(
                Role.TOOL, List.of(new ContentPart.Text(text)), List.of(), call.id(), kind != Kind.DONE, null);
    }
}
