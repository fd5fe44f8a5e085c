package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.stream.Pieces;
import java.util.function.Consumer;

/**
 * One call of a streamed message. It is told once its arguments begin, when its name is whole; a call without an id of its
 * own is told at the end, since the id that it gets depends on all of it.
 */
final class StreamedCall {

    /** Longer arguments than these are not looked at to find out whether they are whole. */
    private static final int LOOKED_AT = 8_192;

    private final int place;
    private final boolean mayHaveId;
    private final Consumer<ReplyEvent> out;
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
    private final Pieces pieces = new Pieces();
    private String id = "";
    private boolean hasArguments;
    private boolean started;
    private int told;

    /** @param mayHaveId whether an id that comes is the call's own */
    StreamedCall(int place, boolean mayHaveId, Consumer<ReplyEvent> out) {
        this.place = place;
        this.mayHaveId = mayHaveId;
        this.out = out;
    }

    int place() {
        return place;
    }

    /**
     * Whether {@code fragment}, which is said to be of this call, begins another.
     *
     * @param amongOthers whether it came beside others
     */
    boolean isOver(CallFragment fragment, boolean amongOthers) {
        if (fragment.name().isEmpty() || name.isEmpty()) {
            return false;
        }
        boolean otherId =
                !id.isEmpty() && !fragment.id().isEmpty() && !fragment.id().equals(id);
        boolean otherName = hasArguments && !fragment.name().contentEquals(name);
        boolean beside =
                amongOthers && fragment.index() == null && fragment.id().isEmpty();
        return otherId
                || otherName
                || beside
                || (hasArguments && fragment.arguments().startsWith("{") && isWhole());
    }

    private boolean isWhole() {
        return arguments.length() < LOOKED_AT
                && arguments.charAt(arguments.length() - 1) == '}'
                && Json.parseOrMissing(arguments.toString()).isObject();
    }

    /** A name that comes again with every fragment is no continuation; nor is one that comes after arguments began. */
    void add(CallFragment fragment) {
        if (id.isEmpty() && mayHaveId) {
            id = fragment.id();
        }
        if (!hasArguments && !fragment.name().contentEquals(name)) {
            name.append(fragment.name());
        }
        arguments.append(fragment.arguments());
        hasArguments = hasArguments || !fragment.arguments().isBlank();
        if (hasArguments && !id.isEmpty() && !name.toString().isBlank()) {
            tell(id);
        }
    }

    private void tell(String callId) {
        if (!started) {
            started = true;
            out.accept(new ReplyEvent.ToolCallStart(place, callId, name.toString()));
        }
        fragment(pieces.add(arguments.substring(told)));
        told = arguments.length();
    }

    private void fragment(String fragment) {
        if (!fragment.isEmpty()) {
            out.accept(new ReplyEvent.ToolCallArguments(place, fragment));
        }
    }

    void flush(ToolCall whole) {
        if (!hasArguments) {
            arguments.setLength(0);
            arguments.append(whole.arguments());
        }
        tell(whole.id());
        fragment(pieces.rest());
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("id", id).put("type", "function");
        json.putObject("function").put("name", name.toString()).put("arguments", arguments.toString());
        return json;
    }
}
