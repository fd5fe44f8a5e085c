package io.cascadeflow.examples.multitenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.net.http.HttpResponse;

/**
 * What a client got.
 *
 * @param status of HTTP
 * @param code of the error; empty when it is none
 * @param usd what it cost; zero when that is not said
 * @param hasRetryAfter whether it says when to ask again
 * @param body as it came
 */
record Answer(int status, String code, Usd usd, boolean hasRetryAfter, JsonNode body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer of(HttpResponse<String> response) {
        try {
            JsonNode body = JSON.readTree(response.body());
            return new Answer(
                    response.statusCode(),
                    body.at("/error/code").asText(),
                    response.headers()
                            .firstValue("x-cascadeflow-cost-usd")
                            .map(Usd::of)
                            .orElse(Usd.ZERO),
                    response.headers().firstValue("retry-after").isPresent(),
                    body);
        } catch (IOException e) {
            throw new IllegalStateException("the gateway's answer is no JSON", e);
        }
    }

    boolean isOk() {
        return status == 200;
    }
}
