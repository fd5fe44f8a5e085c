package io.cascadeflow.provider.scripted;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.ChatCall;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a script.
 *
 * @param when which questions it answers
 * @param after which results of tools it answers, by the tool's name: those that the conversation ends with; absent where that
 *     does not matter
 * @param model the only model it answers for; absent for every model
 * @param delay how long it takes
 * @param times how often it answers before it is used up; absent for ever
 * @param act what it does
 */
record Entry(
        Predicate<String> when,
        @Nullable String after,
        @Nullable String model,
        Duration delay,
        @Nullable Integer times,
        Act act) {

    boolean matches(ChatCall call) {
        return (model == null || model.equals(call.model()))
                && (after == null || answeredLast(call.request().messages()).contains(after))
                && when.test(call.request().question());
    }

    /** The tools whose results the conversation ends with. */
    private static Set<String> answeredLast(List<ChatMessage> messages) {
        Set<String> ids = new HashSet<>();
        for (int i = messages.size() - 1; i >= 0; i--) {
            ChatMessage message = messages.get(i);
            if (message.role() == Role.TOOL) {
                ids.add(message.toolCallId());
            } else {
                return message.toolCalls().stream()
                        .filter(call -> ids.contains(call.id()))
                        .map(ToolCall::name)
                        .collect(Collectors.toSet());
            }
        }
        return Set.of();
    }
}
