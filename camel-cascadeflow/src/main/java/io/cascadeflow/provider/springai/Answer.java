package io.cascadeflow.provider.springai;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.ForeignUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Puts an answer together, of one response or the many of a stream. A response may have several generations: the library makes one
 * of each block of an answer at some providers, and of each alternative at others, of which we ask for one. Not thread-safe.
 */
final class Answer {

    /** Where the library keeps the seal of a thought; what has one is a thought. */
    private static final String SIGNATURE = "signature";

    private static final Set<String> STOPPED = Set.of("stop", "end_turn", "stop_sequence", "completed");
    private static final Set<String> TOO_LONG = Set.of("length", "max_tokens");
    private static final Set<String> CALLING = Set.of("tool_calls", "tool_use", "tool_call", "function_call");
    private static final Set<String> FILTERED = Set.of(
            "content_filter",
            "content_filtered",
            "guardrail_intervened",
            "safety",
            "recitation",
            "blocklist",
            "prohibited_content",
            "spii");

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thought = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private @Nullable String signature;
    private @Nullable TokenUsage usage;
    private String id = "";
    private String model = "";
    private String finish = "";

    /**
     * What a response added.
     *
     * @param calls whether there was a tool call
     */
    record Piece(String text, String thought, boolean calls) {}

    Piece add(ChatResponse response) {
        int textBefore = text.length();
        int thoughtBefore = thought.length();
        int callsBefore = calls.size();
        for (Generation generation : response.getResults()) {
            add(generation);
        }
        add(response.getMetadata());
        return new Piece(text.substring(textBefore), thought.substring(thoughtBefore), calls.size() > callsBefore);
    }

    private void add(Generation generation) {
        AssistantMessage message = generation.getOutput();
        String said = message.getText();
        Object seal = message.getMetadata().get(SIGNATURE);
        if (seal instanceof String sealed) {
            signature = sealed;
            thought.append(said == null ? "" : said);
        } else if (said != null) {
            text.append(said);
        }
        message.getToolCalls().forEach(call -> calls.add(call(call)));
        String reason = generation.getMetadata().getFinishReason();
        if (reason != null && !reason.isBlank()) {
            finish = reason;
        }
    }

    private static ToolCall call(AssistantMessage.ToolCall call) {
        return new ToolCall(
                call.id() == null || call.id().isBlank() ? "call_" + UUID.randomUUID() : call.id(),
                call.name(),
                call.arguments() == null || call.arguments().isBlank() ? "{}" : call.arguments());
    }

    private void add(@Nullable ChatResponseMetadata metadata) {
        if (metadata == null) {
            return;
        }
        id = metadata.getId() == null || metadata.getId().isBlank() ? id : metadata.getId();
        model = metadata.getModel() == null || metadata.getModel().isBlank() ? model : metadata.getModel();
        TokenUsage told = usage(metadata.getUsage());
        usage = told == null ? usage : told;
    }

    /** Zero of everything is how the library says that it was told nothing. */
    private static @Nullable TokenUsage usage(@Nullable Usage usage) {
        if (usage == null || usage.getPromptTokens() == null || usage.getCompletionTokens() == null) {
            return null;
        }
        int input = usage.getPromptTokens();
        int output = usage.getCompletionTokens();
        return input == 0 && output == 0 ? null : ForeignUsage.of(input, output, usage.getNativeUsage());
    }

    /** Whether the model said why it ended. */
    boolean isFinished() {
        return !finish.isEmpty();
    }

    /** @param asked what the endpoint calls the model: where the bean does not say which one answered */
    ChatReply reply(String asked) {
        List<ContentPart> content = new ArrayList<>();
        if (!thought.isEmpty() || signature != null) {
            content.add(new ContentPart.Reasoning(thought.toString(), signature, false));
        }
        if (!text.isEmpty()) {
            content.add(new ContentPart.Text(text.toString()));
        }
        return new ChatReply(
                id,
                model.isEmpty() ? asked : model,
                new ChatMessage(Role.ASSISTANT, content, calls, null),
                reason(),
                usage,
                Logprobs.ABSENT,
                null);
    }

    private FinishReason reason() {
        String reason = finish.toLowerCase(Locale.ROOT);
        if (CALLING.contains(reason) || (STOPPED.contains(reason) && !calls.isEmpty())) {
            return FinishReason.TOOL_CALLS;
        }
        if (STOPPED.contains(reason)) {
            return FinishReason.STOP;
        }
        if (TOO_LONG.contains(reason)) {
            return FinishReason.LENGTH;
        }
        if (FILTERED.contains(reason)) {
            return FinishReason.CONTENT_FILTER;
        }
        return reason.equals("refusal") ? FinishReason.REFUSAL : FinishReason.UNKNOWN;
    }
}
