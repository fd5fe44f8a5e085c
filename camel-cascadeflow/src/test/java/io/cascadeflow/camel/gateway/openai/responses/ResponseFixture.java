package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.provider.WireJson;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** Responses that are asked for at a known time, with a known id. */
final class ResponseFixture {

    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-00000000000a");
    static final String HEX = "0000000000000000000000000000000a";

    private static final ResponsesApi API =
            new ResponsesApi(Clock.fixed(Instant.ofEpochSecond(1_764_000_000), ZoneOffset.UTC), () -> ID);

    private ResponseFixture() {}

    static ObjectNode json(String text) {
        return WireJson.objectIn(text).orElseThrow(() -> new IllegalArgumentException("no JSON object: " + text));
    }

    /** @param fields further fields of the request, with a comma in front */
    static Asked asked(String input, String fields) {
        return API.read(json("{\"model\":\"support\",\"input\":%s%s}".formatted(input, fields)));
    }

    static Asked asked(String fields) {
        return asked("\"What?\"", fields);
    }
}
