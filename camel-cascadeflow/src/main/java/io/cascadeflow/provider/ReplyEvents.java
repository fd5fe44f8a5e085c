package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** The events of a reply that came in one piece. */
public final class ReplyEvents {

    private ReplyEvents() {}

    /** Start, content in order, usage where there is one, finish. */
    public static List<ReplyEvent> of(ChatReply reply) {
        List<ReplyEvent> events = new ArrayList<>();
        events.add(new ReplyEvent.Start(reply.id(), reply.model()));
        addContent(reply, events);
        addCalls(reply.message().toolCalls(), events);
        if (reply.usage() != null) {
            events.add(new ReplyEvent.Usage(reply.usage()));
        }
        events.add(new ReplyEvent.Finish(reply.ending()));
        return List.copyOf(events);
    }

    private static void addContent(ChatReply reply, List<ReplyEvent> events) {
        Logprobs logprobs = reply.logprobs();
        for (ContentPart part : reply.message().content()) {
            if (part instanceof ContentPart.Reasoning thought) {
                addThought(thought, events);
            } else if (part instanceof ContentPart.Text text && !text.text().isEmpty()) {
                events.add(text(reply, text.text(), logprobs));
                logprobs = Logprobs.ABSENT;
            }
        }
    }

    private static void addThought(ContentPart.Reasoning thought, List<ReplyEvent> events) {
        if (thought.redacted()) {
            events.add(new ReplyEvent.RedactedReasoning(thought.text()));
            return;
        }
        if (!thought.text().isEmpty()) {
            events.add(new ReplyEvent.Reasoning(thought.text()));
        }
        String signature = thought.signature();
        if (signature != null && !signature.isEmpty()) {
            events.add(new ReplyEvent.ReasoningSignature(signature));
        }
    }

    private static ReplyEvent text(ChatReply reply, String text, Logprobs logprobs) {
        return reply.finishReason() == FinishReason.REFUSAL
                ? new ReplyEvent.Refusal(text)
                : new ReplyEvent.Text(text, logprobs);
    }

    private static void addCalls(List<ToolCall> calls, List<ReplyEvent> events) {
        for (int index = 0; index < calls.size(); index++) {
            ToolCall call = calls.get(index);
            events.add(new ReplyEvent.ToolCallStart(index, call.id(), call.name()));
            if (!call.arguments().isEmpty()) {
                events.add(new ReplyEvent.ToolCallArguments(index, call.arguments()));
            }
        }
    }
}
