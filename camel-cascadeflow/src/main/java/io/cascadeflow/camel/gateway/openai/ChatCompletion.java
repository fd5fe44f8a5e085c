package io.cascadeflow.camel.gateway.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import java.util.List;

/** A whole answer as {@code POST /v1/chat/completions} gives it. */
public final class ChatCompletion {

    private ChatCompletion() {}

    public static ObjectNode of(CompletionHead head, ChatReply reply) {
        ObjectNode json = head.of("chat.completion");
        ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
        choice.set("message", message(reply));
        choice.set("logprobs", CompletionJson.logprobs(reply.logprobs()));
        choice.put("finish_reason", CompletionJson.finishReason(reply.finishReason()));
        if (reply.usage() != null) {
            json.set("usage", CompletionJson.usage(reply.usage()));
        }
        return json;
    }

    /** A refusal is a text of its own here; an answer of tool calls alone has no content. */
    private static ObjectNode message(ChatReply reply) {
        boolean refused = reply.finishReason() == FinishReason.REFUSAL;
        List<ToolCall> calls = reply.message().toolCalls();
        String text = reply.text();
        ObjectNode message = WireJson.object();
        message.put("role", "assistant");
        message.put("content", refused || (text.isEmpty() && !calls.isEmpty()) ? null : text);
        message.put("refusal", refused ? text : null);
        String reasoning = reply.message().reasoning();
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning);
        }
        if (!calls.isEmpty()) {
            ArrayNode told = message.putArray("tool_calls");
            calls.forEach(call -> told.add(CompletionJson.toolCall(call)));
        }
        return message;
    }
}
