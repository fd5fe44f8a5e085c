package io.cascadeflow.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenLogprob.Alternative;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a reply: its first candidate. Code that was run at Google, its results, and parts yet to be invented are
 * stepped over: they are neither answer, nor thought, nor a call that we have to make.
 */
final class GenerateReply {

    private GenerateReply() {}

    /** @param model what was asked, for servers that don't say what they served */
    static ChatReply read(JsonNode json, String model) {
        JsonNode candidate = json.path("candidates").path(0);
        String id = json.path("responseId").asText("");
        List<ContentPart> parts = new ArrayList<>();
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode part : PartsJson.joined(candidate.path("content").path("parts"))) {
            part(part, id, parts, calls);
        }
        return new ChatReply(
                id,
                json.path("modelVersion").asText(model),
                new ChatMessage(Role.ASSISTANT, parts, calls, null),
                finishReason(candidate.path("finishReason").asText(""), !calls.isEmpty()),
                usage(json.path("usageMetadata")),
                logprobs(candidate.path("logprobsResult")),
                null);
    }

    private static void part(JsonNode part, String replyId, List<ContentPart> parts, List<ToolCall> calls) {
        String text = part.path("text").asText("");
        String signature = part.path("thoughtSignature").asText("");
        if (part.path("functionCall").isObject()) {
            int place = calls.size();
            calls.add(call(part.path("functionCall"), replyId, place));
            seal(signature, place, parts);
        } else if (part.path("thought").asBoolean()) {
            parts.add(
                    signature.isEmpty()
                            ? new ContentPart.Reasoning(text, null, false)
                            : new ThoughtSeal(signature, null).part(text));
        } else if (part.path("text").isTextual()) {
            if (!text.isEmpty()) {
                parts.add(new ContentPart.Text(text));
            }
            seal(signature, null, parts);
        } else if (part.path("inlineData").isObject()) {
            JsonNode data = part.path("inlineData");
            parts.add(new ContentPart.ImageData(
                    data.path("mimeType").asText(""), data.path("data").asText("")));
        }
    }

    private static void seal(String signature, @Nullable Integer call, List<ContentPart> parts) {
        if (!signature.isEmpty()) {
            parts.add(new ThoughtSeal(signature, call).part(""));
        }
    }

    static ToolCall call(JsonNode call, String replyId, int place) {
        String id = call.path("id").asText("");
        JsonNode arguments = call.path("args");
        return new ToolCall(
                id.isEmpty() ? madeUp(replyId, place) : id,
                call.path("name").asText(""),
                arguments.isObject() ? WireJson.text(arguments) : "{}");
    }

    /** The same reply gives the same ids, and another reply others. */
    private static String madeUp(String replyId, int place) {
        byte[] seed = (replyId + "\n" + place).getBytes(StandardCharsets.UTF_8);
        return "call_" + UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
    }

    /** A reply that calls tools still says that it just stopped. */
    private static FinishReason finishReason(String reason, boolean callsTools) {
        return switch (reason) {
            case "STOP" -> callsTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY",
                    "RECITATION",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "MODEL_ARMOR",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT" -> FinishReason.CONTENT_FILTER;
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL" -> FinishReason.ERROR;
            default -> FinishReason.UNKNOWN;
        };
    }

    /**
     * Thoughts are beside the candidates, and what tools at Google put in front of the model is beside the prompt: both are
     * billed. Absent when nothing was counted.
     */
    static @Nullable TokenUsage usage(JsonNode usage) {
        if (!usage.path("promptTokenCount").isNumber()
                && !usage.path("candidatesTokenCount").isNumber()) {
            return null;
        }
        long prompt = count(usage, "promptTokenCount");
        long cached = Math.min(prompt, count(usage, "cachedContentTokenCount"));
        long thoughts = count(usage, "thoughtsTokenCount");
        return new TokenUsage(
                prompt - cached + count(usage, "toolUsePromptTokenCount"),
                cached,
                0,
                0,
                count(usage, "candidatesTokenCount") + thoughts,
                thoughts,
                false);
    }

    private static long count(JsonNode usage, String field) {
        return Math.max(0, usage.path(field).asLong());
    }

    static Logprobs logprobs(JsonNode result) {
        List<TokenLogprob> tokens = new ArrayList<>();
        int place = 0;
        for (JsonNode chosen : result.path("chosenCandidates")) {
            List<Alternative> alternatives = new ArrayList<>();
            for (JsonNode other : result.path("topCandidates").path(place).path("candidates")) {
                alternatives.add(new Alternative(
                        other.path("token").asText(""),
                        other.path("logProbability").asDouble()));
            }
            // a certain token's 0 is left out by some servers, as protocol buffers leave out defaults
            tokens.add(new TokenLogprob(
                    chosen.path("token").asText(""),
                    chosen.path("logProbability").asDouble(),
                    alternatives));
            place++;
        }
        return Logprobs.of(tokens);
    }
}
