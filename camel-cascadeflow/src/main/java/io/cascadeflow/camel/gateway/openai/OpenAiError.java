package io.cascadeflow.camel.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.camel.gateway.Refusal;
import io.cascadeflow.provider.WireJson;
import org.jspecify.annotations.Nullable;

/**
 * How OpenAI's API says that something went wrong.
 *
 * @param type one of a few
 * @param code a narrower word; absent where there is none
 */
public record OpenAiError(int status, String type, @Nullable String code) {

    public static Refusal refusal(Fault fault) {
        OpenAiError error = of(fault.kind());
        return new Refusal(error.status, error.json(fault));
    }

    /** The narrowest word that there is for it. */
    public static String word(Fault.Kind kind) {
        OpenAiError error = of(kind);
        return error.code == null ? error.type : error.code;
    }

    /** The body of an error, and of an event that breaks a stream off. */
    public static ObjectNode body(Fault fault) {
        return of(fault.kind()).json(fault);
    }

    private ObjectNode json(Fault fault) {
        ObjectNode json = WireJson.object();
        json.putObject("error")
                .put("message", fault.message())
                .put("type", type)
                .put("param", fault.parameter())
                .put("code", code);
        return json;
    }

    private static OpenAiError of(Fault.Kind kind) {
        return switch (kind) {
            case INVALID_REQUEST -> invalid(400, null);
            case CONTEXT_TOO_LONG -> invalid(400, "context_length_exceeded");
            case UNAUTHENTICATED -> new OpenAiError(401, "authentication_error", "invalid_api_key");
            case BUDGET_SPENT -> new OpenAiError(429, "insufficient_quota", "insufficient_quota");
            case FORBIDDEN -> new OpenAiError(403, "permission_error", "permission_denied");
            case UNKNOWN_MODEL -> invalid(404, "model_not_found");
            case UNKNOWN_PATH -> invalid(404, "unknown_url");
            case METHOD_NOT_ALLOWED -> invalid(405, "method_not_allowed");
            case SLOW_REQUEST -> invalid(408, "request_timeout");
            case TOO_LARGE -> invalid(413, "request_too_large");
            case HEADERS_TOO_LARGE -> invalid(431, "headers_too_large");
            case WRONG_MEDIA_TYPE -> invalid(415, "unsupported_media_type");
            case RATE_LIMITED -> new OpenAiError(429, "rate_limit_error", "rate_limit_exceeded");
            case PROVIDER_KEY -> new OpenAiError(502, "upstream_error", "upstream_auth");
            case PROVIDER_FAILED -> new OpenAiError(502, "upstream_error", null);
            case OVERLOADED -> new OpenAiError(503, "server_error", "overloaded");
            case DEADLINE -> new OpenAiError(504, "server_error", "timeout");
            case CLIENT_GONE -> invalid(499, "client_closed_request");
            case INTERNAL -> new OpenAiError(500, "server_error", null);
        };
    }

    private static OpenAiError invalid(int status, @Nullable String code) {
        return new OpenAiError(status, "invalid_request_error", code);
    }
}
