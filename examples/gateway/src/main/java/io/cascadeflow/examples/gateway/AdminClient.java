package io.cascadeflow.examples.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Asks a running gateway as its admin. */
final class AdminClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Option(names = "--url", paramLabel = "URL", description = "A running gateway, such as http://localhost:8080.")
    private @Nullable URI url;

    @Option(
            names = "--admin-key",
            paramLabel = "KEY",
            defaultValue = "${env:CASCADEFLOW_ADMIN_KEY}",
            description = "The admin's key. Better in the environment: CASCADEFLOW_ADMIN_KEY.")
    private @Nullable String key;

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Whether there is a gateway to ask. */
    boolean isNamed() {
        return url != null;
    }

    ObjectNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    ObjectNode post(String path, ObjectNode body) throws IOException, InterruptedException {
        return send(request(path)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    ObjectNode delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        if (url == null || key == null || key.isBlank()) {
            throw new IllegalArgumentException(
                    "this asks a running gateway as its admin: give --url, and CASCADEFLOW_ADMIN_KEY in the environment");
        }
        return HttpRequest.newBuilder(URI.create(url.toString().replaceAll("/+$", "") + path))
                .header("authorization", "Bearer " + key)
                .timeout(PATIENCE);
    }

    private static ObjectNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        ObjectNode json = JSON.readValue(answer.body(), ObjectNode.class);
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalArgumentException("the gateway answers %d: %s"
                    .formatted(answer.statusCode(), json.at("/error/message").asText()));
        }
        return json;
    }
}
