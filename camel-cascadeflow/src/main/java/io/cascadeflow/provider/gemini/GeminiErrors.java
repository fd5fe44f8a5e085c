package io.cascadeflow.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.provider.ErrorBody;
import io.cascadeflow.provider.RetryHint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads {@code {"error":{"code","message","status","details":[]}}}, which a stream's server may wrap into a list. */
final class GeminiErrors {

    private GeminiErrors() {}

    static boolean isError(JsonNode json) {
        return root(json).path("error").isObject();
    }

    private static JsonNode root(JsonNode json) {
        return json.isArray() ? json.path(0) : json;
    }

    static ErrorBody read(JsonNode json) {
        JsonNode error = root(json).path("error");
        String status = text(error.path("status"));
        String code = status == null ? text(error.path("code")) : status;
        String parameter = null;
        Duration wait = null;
        for (JsonNode detail : error.path("details")) {
            String reason = text(detail.path("reason"));
            code = reason == null ? code : reason;
            parameter = parameter == null
                    ? text(detail.path("fieldViolations").path(0).path("field"))
                    : parameter;
            wait = wait == null
                    ? RetryHint.parse(detail.path("retryDelay").asText("")).orElse(null)
                    : wait;
            code = isUsedUpForToday(detail) ? "quota_exhausted" : code;
        }
        return ErrorBody.of(code, status, parameter).withRetryAfter(wait);
    }

    /** A day's quota does not come back by waiting for as long as a call may. */
    private static boolean isUsedUpForToday(JsonNode detail) {
        for (JsonNode violation : detail.path("violations")) {
            if (violation.path("quotaId").asText("").contains("PerDay")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the prompt was blocked, so that there is no answer at all. */
    static boolean isBlocked(JsonNode json) {
        return json.path("promptFeedback").hasNonNull("blockReason")
                && json.path("candidates").isEmpty();
    }

    static ErrorBody blocked(JsonNode json) {
        return ErrorBody.of("content_filter", text(json.path("promptFeedback").path("blockReason")), null)
                .withUsage(GenerateReply.usage(json.path("usageMetadata")));
    }

    private static @Nullable String text(JsonNode json) {
        return json.isTextual() || json.isNumber() ? json.asText() : null;
    }
}
