package io.cascadeflow.provider;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolSpec;
import java.nio.charset.StandardCharsets;

/**
 * Token numbers for replies whose provider gave none: four UTF-8 bytes to a token, rounded up, which comes close for
 * European languages and counts too many rather than too few elsewhere. Images are not counted. Always marked as estimated.
 */
public final class TokenEstimate {

    private static final int BYTES_PER_TOKEN = 4;

    private TokenEstimate() {}

    /** For a call that generates nothing. */
    public static TokenUsage of(ChatRequest request) {
        return TokenUsage.estimated(tokens(bytes(request)), 0);
    }

    public static TokenUsage of(ChatRequest request, ChatReply reply) {
        return TokenUsage.estimated(tokens(bytes(request)), tokens(bytes(reply.message())));
    }

    public static TokenUsage of(ChatRequest request, String answer) {
        return TokenUsage.estimated(tokens(bytes(request)), tokens(bytes(answer)));
    }

    /**
     * For a reply of which only a part came.
     *
     * @param counted how many tokens of what came are known one by one
     * @param otherBytes the UTF-8 bytes of the rest of what came
     */
    public static TokenUsage of(ChatRequest request, long counted, long otherBytes) {
        long output = counted == 0 || otherBytes > 0 ? counted + tokens(otherBytes) : counted;
        return TokenUsage.estimated(tokens(bytes(request)), output);
    }

    /** The tokens of a question, before anybody has answered it. */
    public static long ofPrompt(ChatRequest request) {
        return tokens(bytes(request));
    }

    private static long bytes(ChatRequest request) {
        return request.messages().stream().mapToLong(TokenEstimate::bytes).sum()
                + request.tools().specs().stream()
                        .mapToLong(TokenEstimate::bytes)
                        .sum();
    }

    private static long bytes(ChatMessage message) {
        return bytes(message.text())
                + bytes(message.reasoning())
                + message.toolCalls().stream().mapToLong(TokenEstimate::bytes).sum();
    }

    private static long bytes(ToolCall call) {
        return bytes(call.name()) + bytes(call.arguments());
    }

    private static long bytes(ToolSpec tool) {
        return bytes(tool.name()) + bytes(tool.description()) + bytes(tool.parameters());
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static long tokens(long bytes) {
        return Math.max(1, (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
    }
}
