package io.cascadeflow.benchmarks.agent;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A model that answers at once, and wants tools until it has been asked often enough. Thread-safe. */
final class EagerModel implements ChatProvider {

    private static final TokenUsage USAGE = TokenUsage.of(400, 40);

    private final int steps;
    private final int tools;

    /**
     * @param steps the last of them is an answer
     * @param tools of each answer before
     */
    EagerModel(int steps, int tools) {
        this.steps = steps;
        this.tools = tools;
    }

    @Override
    public CompletionStage<ChatReply> chat(ChatCall call) {
        long asked = call.request().messages().stream()
                .filter(message -> message.role() == Role.ASSISTANT)
                .count();
        return CompletableFuture.completedFuture(
                asked < steps - 1
                        ? wants(asked)
                        : ChatReply.of("eager", "Done.").withUsage(USAGE));
    }

    private ChatReply wants(long asked) {
        List<ToolCall> calls = new ArrayList<>();
        for (int i = 0; i < tools; i++) {
            String id = asked + "-" + i;
            calls.add(new ToolCall(id, "look_up", "{\"order\":\"%s\",\"lines\":%d}".formatted(id, i)));
        }
        ChatMessage message = new ChatMessage(Role.ASSISTANT, List.of(), calls, null);
        return new ChatReply("", "eager", message, FinishReason.TOOL_CALLS, USAGE, Logprobs.ABSENT, null);
    }
}
