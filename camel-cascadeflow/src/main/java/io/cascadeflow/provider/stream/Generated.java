package io.cascadeflow.provider.stream;

import io.cascadeflow.model.ReplyEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects events until they are taken, and counts what the model generated. */
final class Generated implements Consumer<ReplyEvent> {

    private List<ReplyEvent> events = new ArrayList<>(4);
    private boolean begun;
    private long counted;
    private long otherBytes;

    @Override
    public void accept(ReplyEvent event) {
        begun = true;
        int tokens =
                event instanceof ReplyEvent.Text text ? text.logprobs().tokens().size() : 0;
        counted += tokens;
        otherBytes += tokens == 0 ? bytes(event) : 0;
        events.add(event);
    }

    private static long bytes(ReplyEvent event) {
        if (event instanceof ReplyEvent.Text text) {
            return bytes(text.text());
        }
        if (event instanceof ReplyEvent.Reasoning reasoning) {
            return bytes(reasoning.text());
        }
        if (event instanceof ReplyEvent.ToolCallStart call) {
            return bytes(call.name());
        }
        if (event instanceof ReplyEvent.ToolCallArguments arguments) {
            return bytes(arguments.fragment());
        }
        return event instanceof ReplyEvent.Refusal refusal ? bytes(refusal.text()) : 0;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    List<ReplyEvent> taken() {
        if (events.isEmpty()) {
            return List.of();
        }
        List<ReplyEvent> taken = events;
        events = new ArrayList<>(4);
        return taken;
    }

    /** Whether the provider has begun to answer. */
    boolean hasBegun() {
        return begun;
    }

    /** Tokens that came with their log-probabilities: their number is known. */
    long counted() {
        return counted;
    }

    /** UTF-8 bytes of what came without. */
    long otherBytes() {
        return otherBytes;
    }
}
