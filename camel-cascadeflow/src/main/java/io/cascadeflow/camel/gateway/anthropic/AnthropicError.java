package io.cascadeflow.camel.gateway.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.camel.gateway.Refusal;
import io.cascadeflow.provider.WireJson;

/** How Anthropic's API says that something went wrong. */
record AnthropicError(int status, String type) {

    static Refusal refusal(Fault fault, String requestId) {
        return new Refusal(of(fault.kind()).status, body(fault, requestId));
    }

    /** The body of an error, and of the event that breaks a stream off. */
    static ObjectNode body(Fault fault, String requestId) {
        ObjectNode json = WireJson.object().put("type", "error");
        json.putObject("error").put("type", of(fault.kind()).type).put("message", fault.message());
        return json.put("request_id", requestId);
    }

    private static AnthropicError of(Fault.Kind kind) {
        return switch (kind) {
            case INVALID_REQUEST, CONTEXT_TOO_LONG -> invalid(400);
            case UNAUTHENTICATED -> new AnthropicError(401, "authentication_error");
            case BUDGET_SPENT -> new AnthropicError(402, "billing_error");
            case FORBIDDEN -> new AnthropicError(403, "permission_error");
            case UNKNOWN_MODEL, UNKNOWN_PATH -> new AnthropicError(404, "not_found_error");
            case METHOD_NOT_ALLOWED -> invalid(405);
            case SLOW_REQUEST -> invalid(408);
            case TOO_LARGE -> new AnthropicError(413, "request_too_large");
            case HEADERS_TOO_LARGE -> invalid(431);
            case WRONG_MEDIA_TYPE -> invalid(415);
            case RATE_LIMITED -> new AnthropicError(429, "rate_limit_error");
            case PROVIDER_KEY, PROVIDER_FAILED -> new AnthropicError(502, "api_error");
            case OVERLOADED -> new AnthropicError(529, "overloaded_error");
            case DEADLINE -> new AnthropicError(504, "timeout_error");
            case CLIENT_GONE -> invalid(499);
            case INTERNAL -> new AnthropicError(500, "api_error");
        };
    }

    private static AnthropicError invalid(int status) {
        return new AnthropicError(status, "invalid_request_error");
    }
}
