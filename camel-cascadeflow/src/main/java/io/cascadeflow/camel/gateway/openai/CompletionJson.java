package io.cascadeflow.camel.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenLogprob.Alternative;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import java.nio.charset.StandardCharsets;

/** The parts that the answers of OpenAI's APIs have in common. */
public final class CompletionJson {

    private CompletionJson() {}

    /** OpenAI knows five reasons; what else made a model stop is told by the nearest of them. */
    static String finishReason(FinishReason reason) {
        return switch (reason) {
            case LENGTH, CONTEXT_WINDOW -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
            case STOP, REFUSAL, PAUSE, ERROR, UNKNOWN -> "stop";
        };
    }

    static ObjectNode usage(TokenUsage usage) {
        ObjectNode json = WireJson.object()
                .put("prompt_tokens", usage.totalInput())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.totalInput() + usage.output());
        json.putObject("prompt_tokens_details").put("cached_tokens", usage.cacheRead());
        json.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
        return json;
    }

    static JsonNode logprobs(Logprobs logprobs) {
        if (!logprobs.isPresent()) {
            return NullNode.getInstance();
        }
        ObjectNode json = WireJson.object();
        json.set("content", tokens(logprobs));
        json.putNull("refusal");
        return json;
    }

    /** Token by token; empty when there are none. */
    public static ArrayNode tokens(Logprobs logprobs) {
        ArrayNode tokens = WireJson.array();
        logprobs.tokens().forEach(token -> tokens.add(token(token)));
        return tokens;
    }

    private static ObjectNode token(TokenLogprob token) {
        ObjectNode json = token(token.token(), token.logprob());
        ArrayNode others = json.putArray("top_logprobs");
        for (Alternative other : token.alternatives()) {
            others.add(token(other.token(), other.logprob()));
        }
        return json;
    }

    private static ObjectNode token(String text, double logprob) {
        ObjectNode json = WireJson.object().put("token", text).put("logprob", logprob);
        ArrayNode bytes = json.putArray("bytes");
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(each & 0xFF);
        }
        return json;
    }

    static ObjectNode toolCall(ToolCall call) {
        ObjectNode json = WireJson.object().put("id", call.id()).put("type", "function");
        json.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        return json;
    }
}
