package io.cascadeflow.model;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation.
 *
 * @param role who speaks
 * @param content the parts in order; may be empty for an assistant's message that only calls tools
 * @param toolCalls the calls an assistant asks for; empty for every other role
 * @param toolCallId the call that a {@link Role#TOOL} message answers; absent otherwise
 * @param failed whether that call failed; false for every other role
 * @param cache how long a provider may keep the prompt up to the end of that call's result; absent when nobody said so, and for
 *     every other role, whose parts are marked one by one
 */
public record ChatMessage(
        Role role,
        List<ContentPart> content,
        List<ToolCall> toolCalls,
        @Nullable String toolCallId,
        boolean failed,
        @Nullable CacheTtl cache) {

    public ChatMessage {
        content = List.copyOf(content);
        toolCalls = List.copyOf(toolCalls);
        if (!toolCalls.isEmpty() && role != Role.ASSISTANT) {
            throw new IllegalArgumentException("only an assistant's message calls tools, this one is " + role);
        }
        if ((toolCallId != null) != (role == Role.TOOL)) {
            throw new IllegalArgumentException("a tool message names the call it answers, and no other does");
        }
        if ((failed || cache != null) && role != Role.TOOL) {
            throw new IllegalArgumentException(
                    "only a tool message fails or is marked as a whole, this one is " + role);
        }
    }

    public ChatMessage(Role role, List<ContentPart> content, List<ToolCall> toolCalls, @Nullable String toolCallId) {
        this(role, content, toolCalls, toolCallId, false, null);
    }

    public static ChatMessage system(String text) {
        return of(Role.SYSTEM, text);
    }

    public static ChatMessage user(String text) {
        return of(Role.USER, text);
    }

    public static ChatMessage assistant(String text) {
        return of(Role.ASSISTANT, text);
    }

    /** What the tool call {@code toolCallId} returned. */
    public static ChatMessage toolResult(String toolCallId, String text) {
        return new ChatMessage(Role.TOOL, List.of(new ContentPart.Text(text)), List.of(), toolCallId);
    }

    /** A message of one text part; not for {@link Role#TOOL}, which names its call. */
    public static ChatMessage of(Role role, String text) {
        return new ChatMessage(role, List.of(new ContentPart.Text(text)), List.of(), null);
    }

    /** The same message without marks for caches. */
    public ChatMessage unmarked() {
        return new ChatMessage(
                role,
                content.stream().map(ContentPart::unmarked).toList(),
                toolCalls.stream().map(ToolCall::unmarked).toList(),
                toolCallId,
                failed,
                null);
    }

    /** The text parts joined; reasoning and images are not in it. Empty when there is no text. */
    public String text() {
        if (content.size() == 1 && content.get(0) instanceof ContentPart.Text only) {
            return only.text();
        }
        return content.stream()
                .filter(ContentPart.Text.class::isInstance)
                .map(part -> ((ContentPart.Text) part).text())
                .collect(Collectors.joining());
    }

    /** The text that its author says: without material. Empty when there is none. */
    public String said() {
        return content.stream()
                .filter(part -> part instanceof ContentPart.Text text && !text.material())
                .map(part -> ((ContentPart.Text) part).text())
                .collect(Collectors.joining());
    }

    /** The reasoning parts that can be read, joined by line ends. Empty when there are none. */
    public String reasoning() {
        return content.stream()
                .filter(part -> part instanceof ContentPart.Reasoning reasoning && !reasoning.redacted())
                .map(part -> ((ContentPart.Reasoning) part).text())
                .collect(Collectors.joining("\n"));
    }
}
