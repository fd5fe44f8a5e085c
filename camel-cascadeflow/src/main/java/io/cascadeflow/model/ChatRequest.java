package io.cascadeflow.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question to a language model, independent of which model it is.
 *
 * @param messages the conversation, oldest first; at least one
 * @param tools what the model may call
 * @param sampling how tokens are drawn
 * @param output what the answer should be like
 * @param user a stable pseudonym of the end user for the provider's abuse checks; absent sends none
 * @param extras further top-level fields of the request's JSON, passed on as they are: JSON values only
 * @param serving how the provider should go about it
 */
public record ChatRequest(
        List<ChatMessage> messages,
        Tools tools,
        Sampling sampling,
        Output output,
        @Nullable String user,
        Map<String, Object> extras,
        Serving serving) {

    public ChatRequest {
        messages = List.copyOf(messages);
        extras = Map.copyOf(extras);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a request needs at least one message");
        }
    }

    public ChatRequest(
            List<ChatMessage> messages,
            Tools tools,
            Sampling sampling,
            Output output,
            @Nullable String user,
            Map<String, Object> extras) {
        this(messages, tools, sampling, output, user, extras, Serving.DEFAULT);
    }

    /** One user's message and nothing else. */
    public static ChatRequest of(String prompt) {
        return of(List.of(ChatMessage.user(prompt)));
    }

    public static ChatRequest of(List<ChatMessage> messages) {
        return new ChatRequest(messages, Tools.NONE, Sampling.DEFAULT, Output.DEFAULT, null, Map.of());
    }

    public ChatRequest withMessages(List<ChatMessage> messages) {
        return new ChatRequest(messages, tools, sampling, output, user, extras, serving);
    }

    public ChatRequest withTools(Tools tools) {
        return new ChatRequest(messages, tools, sampling, output, user, extras, serving);
    }

    public ChatRequest withSampling(Sampling sampling) {
        return new ChatRequest(messages, tools, sampling, output, user, extras, serving);
    }

    public ChatRequest withOutput(Output output) {
        return new ChatRequest(messages, tools, sampling, output, user, extras, serving);
    }

    public ChatRequest withUser(@Nullable String user) {
        return new ChatRequest(messages, tools, sampling, output, user, extras, serving);
    }

    public ChatRequest withExtras(Map<String, Object> extras) {
        return new ChatRequest(messages, tools, sampling, output, user, extras, serving);
    }

    public ChatRequest withServing(Serving serving) {
        return new ChatRequest(messages, tools, sampling, output, user, extras, serving);
    }

    /** The same request with {@code text} as its first system message, in front of any other. */
    public ChatRequest withSystemMessage(String text) {
        List<ChatMessage> all = new ArrayList<>(messages.size() + 1);
        all.add(ChatMessage.system(text));
        all.addAll(messages);
        return withMessages(all);
    }

    /** What the last user's message says, without material; empty when no user spoke. This is the question that a gate looks at. */
    public String question() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role() == Role.USER) {
                return messages.get(i).said();
            }
        }
        return "";
    }
}
