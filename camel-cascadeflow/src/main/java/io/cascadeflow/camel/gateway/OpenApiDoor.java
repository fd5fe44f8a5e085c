package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Way.Guard;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.provider.WireJson;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Describes all paths, as OpenAPI 3.1. Bodies are as OpenAI and Anthropic document them, and described there; what is our own is
 * said here.
 */
final class OpenApiDoor implements Door {

    private final Supplier<Ways> ways;

    /** @param ways known only once this door is one of them */
    OpenApiDoor(Supplier<Ways> ways) {
        this.ways = ways;
    }

    @Override
    public CompletionStage<Void> open(Visit visit, Caller caller) {
        visit.answer(document(ways.get()));
        return CompletableFuture.completedFuture(null);
    }

    private static ObjectNode document(Ways ways) {
        ObjectNode json = WireJson.object().put("openapi", "3.1.0");
        json.putObject("info")
                .put("title", "CascadeFlow gateway")
                .put("version", "1")
                .put(
                        "description",
                        "Language models behind cascades, by the APIs of OpenAI and Anthropic. Each path under /v1 is also there without it.");
        ObjectNode paths = json.putObject("paths");
        ways.all().forEach(way -> describe(way, paths.withObjectProperty(documented(way))));
        addComponents(json.putObject("components"));
        return json;
    }

    private static String documented(Way way) {
        return way.path().endsWith("/") ? way.path() + "{id}" : way.path();
    }

    private static void describe(Way way, ObjectNode path) {
        ObjectNode operation =
                path.putObject(way.method().toLowerCase(Locale.ROOT)).put("summary", way.summary());
        ArrayNode security = operation.putArray("security");
        if (way.guard() != Guard.NONE) {
            security.addObject().putArray("bearer");
            security.addObject().putArray("key");
        }
        if (way.path().endsWith("/")) {
            ObjectNode id = operation.putArray("parameters").addObject();
            id.put("name", "id").put("in", "path").put("required", true);
            id.putObject("schema").put("type", "string");
        }
        if (way.method().equals("POST")) {
            ObjectNode body = operation.putObject("requestBody").put("required", true);
            body.putObject("content")
                    .putObject("application/json")
                    .putObject("schema")
                    .put("type", "object");
        }
        ObjectNode responses = operation.putObject("responses");
        responses.putObject("200").put("description", "The answer; with \"stream\": true an event stream");
        responses.putObject("default").put("$ref", "#/components/responses/error");
    }

    private static void addComponents(ObjectNode components) {
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("bearer").put("type", "http").put("scheme", "bearer");
        schemes.putObject("key").put("type", "apiKey").put("in", "header").put("name", "x-api-key");
        ObjectNode error = components.putObject("responses").putObject("error");
        error.put("description", "What went wrong, in the words of the API; x-request-id names it in the log");
        ObjectNode schema =
                error.putObject("content").putObject("application/json").putObject("schema");
        schema.put("type", "object").putArray("required").add("error");
        ObjectNode inner = schema.putObject("properties").putObject("error").put("type", "object");
        inner.putObject("properties").putObject("message").put("type", "string");
    }
}
