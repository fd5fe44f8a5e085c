package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.provider.ErrorBody;
import java.util.Optional;
import java.util.Set;

/** Finds what went wrong in a response under status 200, or in an event of its stream. */
final class ResponsesErrors {

    /** The states of a response that did not come to its end. */
    private static final Set<String> FAILED = Set.of("failed", "cancelled");

    private ResponsesErrors() {}

    /** The error that a response holds; empty when it is none. */
    static Optional<ErrorBody> in(JsonNode response) {
        Optional<ErrorBody> error = ErrorReader.inSuccess(response).map(ResponsesErrors::known);
        return error.isEmpty() && FAILED.contains(Json.text(response, "status"))
                ? Optional.of(ErrorBody.NONE.withUsage(UsageDecoder.read(response)))
                : error;
    }

    /** That of an event of type {@code error}: an object of its own, or the event's fields. */
    static ErrorBody ofEvent(JsonNode event) {
        if (event.path("error").isObject()) {
            return known(ErrorReader.read(event));
        }
        String parameter = Json.text(event, "param");
        return known(ErrorBody.of(Json.text(event, "code"), null, parameter.isEmpty() ? null : parameter));
    }

    /** Codes that only this API has, with what they amount to: the prompt or one of its images can't be worked on. */
    private static ErrorBody known(ErrorBody error) {
        String code = error.code() == null ? "" : error.code();
        String type = code.equals("image_content_policy_violation")
                ? "content_policy_violation"
                : code.startsWith("invalid_") || code.contains("image") ? "invalid_request_error" : error.type();
        return new ErrorBody(
                error.code(), type, error.parameter(), error.retryAfter(), error.requestId(), error.usage());
    }
}
