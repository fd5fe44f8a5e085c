package io.cascadeflow.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.provider.ErrorBody;
import java.util.Locale;
import java.util.Map;

/** Reads Amazon's errors, which are named by a header, by a field of the body, or by the event that they come in. */
final class ConverseErrors {

    /** What exceptions of a stream, which have no status, amount to in the words of other providers. */
    private static final Map<String, String> IN_STREAMS = Map.of(
            "throttlingexception", "rate_limit_error",
            "serviceunavailableexception", "overloaded_error",
            "modeltimeoutexception", "timeout_error",
            "validationexception", "invalid_request_error",
            "servicequotaexceededexception", "quota_exhausted");

    private ConverseErrors() {}

    /** @param header the name of the exception, which an address may follow; empty for none */
    static ErrorBody read(JsonNode json, String header) {
        JsonNode proxy = json.path("error");
        String named = header.isBlank() ? json.path("__type").asText("") : header;
        // com.amazon.coral#ThrottlingException, or ThrottlingException:http://...
        String name = named.replaceFirst(":.*", "").replaceFirst(".*#", "");
        if (name.isEmpty()) {
            return ErrorBody.of(
                    proxy.path("code").asText(null),
                    proxy.path("type").asText(null),
                    proxy.path("param").asText(null));
        }
        boolean quota = name.toLowerCase(Locale.ROOT).startsWith("servicequotaexceeded");
        return ErrorBody.of(quota ? "quota_exhausted" : name, null, null);
    }

    /** @param exception its name, as the event tells it */
    static ErrorBody inStream(String exception) {
        return ErrorBody.of(exception, IN_STREAMS.get(exception.toLowerCase(Locale.ROOT)), null);
    }
}
