package io.cascadeflow.examples.replay.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.HttpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * One recorded request with its reply: a line of the file.
 *
 * @param id the line's own
 * @param provider whose traffic it is
 * @param path of the request, without its query
 * @param model the model that was asked; empty when the request does not say
 * @param contentType of the reply, lower case; empty when it had none
 * @param reply the reply
 */
record WireExchange(String id, String provider, String path, String model, String contentType, HttpReply reply) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IllegalArgumentException when the line is not one of recorded traffic, saying what is missing */
    static WireExchange read(byte[] line) {
        JsonNode json = parse(line);
        String contentType = json.path("contentType").asText("");
        return new WireExchange(
                text(json, "id"),
                text(json, "provider"),
                text(json, "path").replaceFirst("\\?.*", ""),
                model(json.path("request").asText("")),
                contentType.toLowerCase(Locale.ROOT),
                new HttpReply(
                        status(json.path("status")),
                        Map.of("Content-Type", contentType),
                        text(json, "response").getBytes(StandardCharsets.UTF_8)));
    }

    /** The call that the reply answers, as far as reading needs it. */
    ChatCall call() {
        return new ChatCall(model, ChatRequest.of("(recorded)"), Instant.MAX, id);
    }

    /** Whether the reply is a stream of events or lines, and no error. */
    boolean isStream() {
        boolean streams = contentType.startsWith("text/event-stream") || contentType.contains("ndjson");
        return streams && reply.status() < 300;
    }

    private static JsonNode parse(byte[] line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException("is not JSON", e);
        }
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(
                    "has no %s; a line is {\"id\",\"provider\",\"method\",\"path\",\"request\",\"status\",\"contentType\",\"response\"}"
                            .formatted(field));
        }
        return value.asText();
    }

    private static int status(JsonNode status) {
        if (!status.isInt() || status.asInt() < 100 || status.asInt() > 599) {
            throw new IllegalArgumentException("has no status, a number from 100 to 599");
        }
        return status.asInt();
    }

    private static String model(String request) {
        try {
            return JSON.readTree(request).path("model").asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
